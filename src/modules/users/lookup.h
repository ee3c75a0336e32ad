// Which user a request means: userId together with userIdType.
#pragma once
#include <string_view>

#include "modules/users/users.h"

namespace genauth::users {

// `type` is one of
//   user_id, username, email, external_id   as they are; an e-mail address in any case
//   phone           "13800138000" (+86) or "+1 650…", see find_by_phone_text()
//   identity        "<extIdpId>:<userIdInIdp>"
//   sync_relation   "<provider>:<userIdInIdp>"
//   custom_field    "<key>:<value>": the newest user whose custom field has that text; reads the users of the
//   pool
// nullopt if there is none, also for an id that cannot be one of its type.
Found find_as(db::Session& session, std::string_view pool_id, std::string_view type, std::string_view id);

// The id of the account that has this name (see find_by_account()) and may sign in; empty if there is none.
// The same statements run and as much is read either way, so that the time does not tell which.
Result<std::string> find_active_id(db::Session& session, std::string_view pool_id, std::string_view account);

}  // namespace genauth::users
