#include "db/postgres_expected.h"

#include <cstring>

namespace genauth::db {
namespace {

// Equal for equal parameters only: each with its kind and its length before it.
std::string key_of(std::span<const Param> params) {
  std::string key;
  const auto append = [&](const auto& number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    key.append(bytes, sizeof number);
  };
  for (const Param& param : params) {
    key += static_cast<char>(param.kind);
    append(param.integer);
    append(param.number);
    append(param.text.size());
    key.append(param.text);
  }
  return key;
}

}  // namespace

void Expected::add(const Sql& sql, std::span<const Param> params, std::size_t place) {
  statements_.push_back({sql.postgres.data(), key_of(params), place, Answer(nullptr, PQclear)});
}

Expected::Statement* Expected::find(const Sql& sql, std::span<const Param> params) {
  if (statements_.empty()) return nullptr;
  const std::string key = key_of(params);
  for (Statement& statement : statements_)
    if (statement.text == sql.postgres.data() && statement.params == key) return &statement;
  return nullptr;
}

void Expected::offer(std::size_t place, Answer& answer) {
  for (Statement& statement : statements_)
    if (statement.answer == nullptr && statement.place == place) {
      statement.answer = std::move(answer);
      return;
    }
}

void Expected::end_exchange() {
  std::erase_if(statements_, [](const Statement& statement) { return statement.answer == nullptr; });
}

Expected::Answer Expected::take(Statement* statement) {
  Answer answer = std::move(statement->answer);
  statements_.erase(statements_.begin() + (statement - statements_.data()));
  return answer;
}

}  // namespace genauth::db
