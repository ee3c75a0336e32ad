#include "modules/mfa/factors.h"

#include <algorithm>

#include "gen/errors/mfa.h"
#include "gen/sql/mfa.h"
#include "modules/users/otp.h"

namespace genauth::mfa {
namespace {

constexpr std::pair<Type, std::string_view> kNames[] = {{Type::kOtp, "OTP"},
                                                        {Type::kSms, "SMS"},
                                                        {Type::kEmail, "EMAIL"},
                                                        {Type::kFace, "FACE"},
                                                        {Type::kPasskey, "PASSKEY"}};

}  // namespace

std::string_view text(Type type) {
  return std::ranges::find(kNames, type, &std::pair<Type, std::string_view>::first)->second;
}

std::optional<Type> parse_type(std::string_view text) {
  for (const auto& [type, name] : kNames)
    if (name == text) return type;
  return std::nullopt;
}

std::vector<Type> parse_types(const std::vector<std::string>& words) {
  std::vector<Type> types;
  for (const std::string& word : words)
    if (const auto type = parse_type(word)) add_once(types, *type);
  return types;
}

bool contains(const std::vector<Type>& types, Type type) {
  return std::ranges::find(types, type) != types.end();
}

void add_once(std::vector<Type>& types, Type type) {
  if (!contains(types, type)) types.push_back(type);
}

void expect_plan(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  session.expect(sql::list_factors, {pool_id, user_id});
  session.expect(sql::find_demands, {pool_id, user_id});
}

Result<std::vector<Factor>> enrolled(db::Session& session, std::string_view pool_id,
                                     std::string_view user_id) {
  std::vector<Factor> factors;
  const db::Rows rows = TRY(session.query(sql::list_factors, {pool_id, user_id}));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    factors.push_back({parse_type(row.view(1)).value_or(Type::kSms), row.text(2), row.text(3), row.text(4),
                       row.text(5), row.text(6), row.integer(7)});
  }
  return factors;
}

const Factor* find(const std::vector<Factor>& factors, Type type) {
  const auto found = std::ranges::find(factors, type, &Factor::type);
  return found == factors.end() ? nullptr : &*found;
}

Result<void> enroll(db::Tx& tx, std::string_view pool_id, std::string_view user_id, const Factor& factor) {
  const bool inserted = TRY(tx.try_insert(
      sql::insert_factor, {pool_id, user_id, text(factor.type), factor.id, factor.country_code, factor.phone,
                           factor.email, db::Blob{factor.reference}, factor.created_at}));
  if (!inserted) return Error(errors::kFactorEnrolled).with_arg(std::string(text(factor.type)));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id, Type type) {
  if (type == Type::kOtp) return users::remove_otp(tx, pool_id, user_id);
  return TRY(tx.execute(sql::delete_factor, {pool_id, user_id, text(type)})) == 1;
}

Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id) {
  const auto type = parse_type(kind);
  if (!type) return {};
  const std::vector<Factor> factors = TRY(enrolled(tx, pool_id, user_id));
  const Factor* factor = find(factors, *type);
  if (factor != nullptr && factor->id == id) TRY(remove(tx, pool_id, user_id, *type));
  return {};
}

Result<void> forget_all(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t) {
  for (const Type type : {Type::kOtp, Type::kSms, Type::kEmail, Type::kFace})
    TRY(remove(tx, pool_id, user_id, type));
  return {};
}

Result<std::vector<Type>> demands(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::find_demands, {pool_id, user_id}));
  std::vector<Type> types;
  if (rows.empty()) return types;
  std::string_view rest = rows.front().view(0);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (const auto type = parse_type(rest.substr(0, end))) types.push_back(*type);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return types;
}

Result<void> set_demands(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                         const std::vector<Type>& types, std::int64_t now_ms) {
  std::string words;
  for (const Type type : types) words.append(words.empty() ? "" : " ").append(text(type));
  TRY(tx.post(sql::put_demands, {pool_id, user_id, words, now_ms}));
  return {};
}

Result<bool> passed_here(db::Session& session, std::string_view pool_id, std::string_view user_id,
                         std::string_view place, std::int64_t since_ms) {
  return !TRY(session.query(sql::find_place, {pool_id, user_id, db::Blob{place}, since_ms})).empty();
}

Result<void> note_place(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                        std::string_view place, std::int64_t now_ms, std::int64_t forget_before_ms) {
  TRY(tx.post(sql::delete_old_places, {pool_id, user_id, forget_before_ms}));
  TRY(tx.post(sql::put_place, {pool_id, user_id, db::Blob{place}, now_ms}));
  return {};
}

}  // namespace genauth::mfa
