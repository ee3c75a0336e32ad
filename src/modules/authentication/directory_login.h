// The sign-in with name and password of a directory (LDAP, AD), which the module of identity sources brings.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "json/type.h"
#include "modules/users/users.h"

namespace genauth::api {
class Call;
}

namespace genauth::authentication {

struct DirectoryAttempt {
  std::string_view kind;        // ldap or ad
  std::string login, password;  // in clear
  std::string client_ip, captcha_token, captcha_code;
  std::string scope;                       // of the tokens, also where a question comes first
  bool may_register = true;                // somebody who comes for the first time
  std::optional<std::string> custom_data;  // of the account that is made then
};

// Thread-safe. Waits for the directory: lane outbound only.
class DirectoryLogin {
 public:
  struct Known {
    users::User user;
    std::function<Result<void>(db::Tx&)> spend;  // forgets the failures, in the unit of the sign-in
    json::Raw link;  // Attempt::facts.link: what is linked when the sign-in is complete; may be empty
  };

  virtual ~DirectoryLogin() = default;
  // Who that is here. Errors: those of the group directory_password (contract/error-groups.yaml),
  // kConnectionDisabled, kSourceLoginOnly, the questions of identity sources with data.flowHandle,
  // kUserNotFound, and everything that register_user() refuses with.
  virtual Result<Known> enter(api::Call& call, const DirectoryAttempt& attempt) const = 0;
};

}  // namespace genauth::authentication
