#include "modules/users/search.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/encoding.h"
#include "gen/sql/users.h"

namespace genauth::users::search {
namespace {

// Long enough for every name; a nickname of a thousand characters is found by its beginning only.
constexpr std::size_t kGramsMax = 400;

// The next character of valid UTF-8; its first byte says how long it is.
std::string_view take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::string_view character = text.substr(0, size);
  text.remove_prefix(character.size());
  return character;
}

bool is_ascii(std::string_view character) {
  return static_cast<unsigned char>(character.front()) < 0x80;
}

std::vector<std::string> without(const std::vector<std::string>& all, const std::vector<std::string>& gone) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), gone.begin(), gone.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

std::string content_of(const User& user) {
  std::string content;
  for (const auto* field : {&user.phone, &user.email, &user.name, &user.username, &user.nickname})
    if (*field) content.append(to_lower_ascii(**field)).push_back('\n');
  return content;
}

std::vector<std::string> grams_of(std::string_view content) {
  std::set<std::string> grams;
  std::string_view before;
  while (!content.empty() && grams.size() < kGramsMax) {
    const std::string_view character = take_character(content);
    if (character == "\n") {
      before = {};
      continue;
    }
    if (!is_ascii(character)) grams.emplace(character);
    if (!before.empty() && !(is_ascii(before) && is_ascii(character)))
      grams.insert(std::string(before).append(character));
    before = character;
  }
  return {grams.begin(), grams.end()};
}

std::string leading_gram(std::string_view keyword) {
  std::string_view before;
  std::string_view single;
  while (!keyword.empty()) {
    const std::string_view character = take_character(keyword);
    if (!before.empty() && !(is_ascii(before) && is_ascii(character)))
      return std::string(before).append(character);
    if (single.empty() && !is_ascii(character)) single = character;
    before = character;
  }
  return std::string(single);
}

std::string like_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern.push_back('\\');
    pattern.push_back(c);
  }
  pattern.push_back('%');
  return pattern;
}

Result<void> add(db::Tx& tx, const User& user) {
  const std::string content = content_of(user);
  TRY(tx.post(sql::insert_search_content, {user.pool_id, user.created_at, user.id, content}));
  for (const std::string& gram : grams_of(content))
    TRY(tx.post(sql::insert_gram, {user.pool_id, gram, user.created_at, user.id}));
  return {};
}

Result<void> refresh(db::Tx& tx, const User& before, const User& after) {
  const std::string old_content = content_of(before), content = content_of(after);
  if (old_content == content) return {};
  TRY(tx.post(sql::insert_search_content, {after.pool_id, after.created_at, after.id, content}));
  const std::vector<std::string> old_grams = grams_of(old_content), grams = grams_of(content);
  for (const std::string& gram : without(old_grams, grams))
    TRY(tx.post(sql::delete_gram, {after.pool_id, gram, after.created_at, after.id}));
  for (const std::string& gram : without(grams, old_grams))
    TRY(tx.post(sql::insert_gram, {after.pool_id, gram, after.created_at, after.id}));
  return {};
}

Result<void> remove(db::Tx& tx, const User& user) {
  for (const std::string& gram : grams_of(content_of(user)))
    TRY(tx.post(sql::delete_gram, {user.pool_id, gram, user.created_at, user.id}));
  TRY(tx.post(sql::delete_search_content, {user.pool_id, user.created_at, user.id}));
  return {};
}

}  // namespace genauth::users::search
