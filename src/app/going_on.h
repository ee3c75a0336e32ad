// Whether somebody who signed in elsewhere may go on at an application: at the next one of a browser, or at
// the target of a token exchange.
#pragma once
#include <string_view>

#include "app/installation.h"
#include "modules/sessions/browser.h"
#include "modules/users/users.h"

namespace genauth::app {

// The call that goes on.
struct Caller {
  std::string_view client_ip, user_agent, device_id = {};
};

// Asks the application's rules about the sign-in of `user` that `browser` remembers; one that was made
// without a browser has shown nothing but that it happened.
Result<bool> may_go_on(db::Session& session, Installation& in, const applications::Handle& application,
                       users::User user, const sessions::Browser& browser, const Caller& caller);

}  // namespace genauth::app
