#include "modules/users/users_store.h"

#include <type_traits>

#include "gen/sql/users.h"

namespace genauth::users {
namespace store {
namespace {

// Every column, in the order of the lists in users.sql: the one place in C++ that knows it.
template <class AnyUser, class Visit>
void each_column(AnyUser& u, Visit&& visit) {
  const auto all = [&](auto&... columns) { (visit(columns), ...); };
  all(u.pool_id, u.id, u.status, u.status_changed_at, u.work_status, u.username, u.email, u.email_verified);
  all(u.phone, u.phone_country_code, u.phone_verified, u.external_id, u.name, u.nickname, u.photo, u.gender);
  all(u.birthdate, u.country, u.province, u.city, u.address, u.street_address, u.postal_code, u.company);
  all(u.browser, u.device, u.given_name, u.family_name, u.middle_name, u.profile, u.preferred_username);
  all(u.website, u.zoneinfo, u.locale, u.formatted, u.region, u.identity_number, u.password_hash);
  all(u.password_set_at, u.password_level, u.reset_password_first, u.reset_password_next, u.source_type);
  all(u.source_id, u.register_source, u.custom_data, u.metadata_source, u.logins_count, u.last_login_at);
  all(u.last_ip, u.last_login_app, u.last_mfa_at, u.created_at, u.updated_at);
  all(u.phone_changed_at, u.email_changed_at);
}

// What update_user leaves as it is: the first two identify the row, the others have statements of their own.
bool is_updated(const User& user, const void* column) {
  return column != &user.pool_id && column != &user.id && column != &user.logins_count &&
         column != &user.last_login_at && column != &user.last_ip && column != &user.last_login_app &&
         column != &user.last_mfa_at && column != &user.created_at && column != &user.phone_changed_at &&
         column != &user.email_changed_at;
}

struct Reader {
  const db::Row& row;
  std::size_t at = 0;

  void operator()(std::string& value) { value = row.text(at++); }
  void operator()(std::optional<std::string>& value) { value = row.maybe_text(at++); }
  void operator()(std::int64_t& value) { value = row.integer(at++); }
  void operator()(std::optional<std::int64_t>& value) { value = row.maybe_integer(at++); }
  void operator()(bool& value) { value = row.boolean(at++); }
  // An unknown status, of a newer server, must not let anybody in.
  void operator()(Status& value) { value = parse_status(row.view(at++)).value_or(Status::kSuspended); }
};

template <class T>
db::Param param(const T& value) {
  if constexpr (std::is_same_v<T, Status>)
    return {text(value)};
  else
    return {value};
}

User to_user(const db::Row& row) {
  User user;
  each_column(user, Reader{row});
  return user;
}

}  // namespace

Found find(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  return find_one(session, sql::find_user, {pool_id, user_id});
}

Found find_one(db::Session& session, const db::Sql& sql, std::initializer_list<db::Param> params) {
  const db::Rows rows = TRY(session.query(sql, params));
  if (rows.empty()) return std::optional<User>{};
  return std::optional<User>(to_user(rows.front()));
}

Result<std::vector<User>> find_all(db::Session& session, std::string_view pool_id,
                                   std::span<const std::string> ids) {
  std::vector<User> users;
  if (ids.empty()) return users;
  std::vector<db::Param> params = {pool_id};
  for (std::size_t i = 0; i < kPageMax; ++i)
    params.emplace_back(i < ids.size() ? std::optional<std::string_view>(ids[i]) : std::nullopt);
  const db::Rows rows = TRY(session.query(sql::find_users, params));
  users.reserve(rows.size());
  for (const std::string& id : ids)
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].view(1) == id) {
        users.push_back(to_user(rows[i]));
        break;
      }
  return users;
}

Result<std::optional<std::string>> find_id(db::Session& session, const db::Sql& sql,
                                           std::initializer_list<db::Param> params) {
  const db::Rows rows = TRY(session.query(sql, params));
  if (rows.empty()) return std::optional<std::string>{};
  return std::optional<std::string>(rows.front().text(0));
}

Result<bool> insert(db::Tx& tx, const User& user) {
  std::vector<db::Param> params;
  each_column(user, [&](const auto& value) { params.push_back(param(value)); });
  return TRY(tx.execute(sql::insert_user, params)) == 1;
}

Result<bool> update(db::Tx& tx, const User& user) {
  std::vector<db::Param> params = {user.pool_id, user.id};
  each_column(user, [&](const auto& value) {
    if (is_updated(user, &value)) params.push_back(param(value));
  });
  return TRY(tx.execute(sql::update_user, params)) == 1;
}

}  // namespace store

Result<std::vector<PasswordAge>> password_ages(db::Session& session, std::string_view pool_id,
                                               std::pair<std::int64_t, std::string_view> after,
                                               std::int64_t until_ms, std::int64_t limit) {
  const db::Rows rows =
      TRY(session.query(sql::list_password_ages, {pool_id, after.first, after.second, until_ms, limit}));
  std::vector<PasswordAge> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2), rows[i].text(3), rows[i].integer(4)});
  return found;
}

}  // namespace genauth::users
