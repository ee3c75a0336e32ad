// Who may register by themselves: lists of user names, e-mail addresses and phone numbers, of the whole pool
// or of one application, each with a switch in the settings. The public door; nobody else knows the table.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/applications/applications.h"
#include "modules/authentication/register.h"

namespace genauth::whitelists {

// Of one list: app_id is empty for the pool's own; type is USERNAME, EMAIL or PHONE.
struct Which {
  std::string_view pool_id, app_id, type;
};

// The form in which a value is kept and compared: addresses in lower case, numbers as E.164.
// kUsernameInvalid, kEmailInvalid, kPhoneInvalid, kCountryCodeInvalid.
Result<std::string> normal_value(std::string_view type, std::string_view value);

// Normal values. What is there already stays as it is.
Result<void> add(db::Tx& tx, const Which& which, const std::vector<std::string>& values, std::int64_t now_ms);
Result<void> remove(db::Tx& tx, const Which& which, const std::vector<std::string>& values);

// Every list of an application.
Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id);

struct Entry {
  std::string value;
  std::int64_t created_at = 0;
};
inline constexpr std::int64_t kListMax = 10'000;
// In the order of the values, at most kListMax.
Result<std::vector<Entry>> list(db::Session& session, const Which& which);

// kNotOnWhitelist, where a switch of the pool or the application is on and neither list has the identifier.
class RegistrationCheck : public authentication::RegistrationRule {
 public:
  Result<void> check(db::Session& session, const authentication::RegistrationScene& scene) const override;
};

}  // namespace genauth::whitelists
