#include "modules/whitelists/whitelists.h"

#include "gen/errors/whitelists.h"
#include "gen/sql/whitelists.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "phone/phone.h"

namespace genauth::whitelists {

Result<std::string> normal_value(std::string_view type, std::string_view value) {
  if (type == "EMAIL") {
    TRY(users::check_email(value));
    return users::normal_email(value);
  }
  if (type == "PHONE") return TRY(phone::parse("", value)).e164;
  TRY(users::check_username(value));
  return users::normal_username(value);
}

Result<void> add(db::Tx& tx, const Which& which, const std::vector<std::string>& values,
                 std::int64_t now_ms) {
  for (const std::string& value : values)
    TRY(tx.post(sql::insert_value, {which.pool_id, which.app_id, which.type, value, now_ms}));
  return {};
}

Result<void> remove(db::Tx& tx, const Which& which, const std::vector<std::string>& values) {
  for (const std::string& value : values)
    TRY(tx.post(sql::delete_value, {which.pool_id, which.app_id, which.type, value}));
  return {};
}

Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.post(sql::forget_application, {pool_id, app_id}));
  return {};
}

Result<std::vector<Entry>> list(db::Session& session, const Which& which) {
  const db::Rows rows =
      TRY(session.query(sql::list_values, {which.pool_id, which.app_id, which.type, kListMax}));
  std::vector<Entry> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({rows[i].text(0), rows[i].integer(1)});
  return found;
}

Result<void> RegistrationCheck::check(db::Session& session,
                                      const authentication::RegistrationScene& scene) const {
  const users::User& user = scene.user;
  const auto demand = [&](bool of_pool, bool of_app, std::string_view type,
                          const std::string& value) -> Result<void> {
    if (value.empty() || (!of_pool && !of_app)) return {};
    const db::Rows found = TRY(session.query(sql::has_value, {user.pool_id, scene.app_id, type, value}));
    if (found.empty()) return Error(errors::kNotOnWhitelist).with_arg(value);
    return {};
  };
  const std::string phone = user.phone ? user.phone_country_code.value_or("") + *user.phone : std::string();
  TRY(demand(scene.pool.whitelist_username, scene.application.whitelist_username, "USERNAME",
             user.username.value_or("")));
  TRY(demand(scene.pool.whitelist_email, scene.application.whitelist_email, "EMAIL",
             user.email.value_or("")));
  return demand(scene.pool.whitelist_phone, scene.application.whitelist_phone, "PHONE", phone);
}

}  // namespace genauth::whitelists
