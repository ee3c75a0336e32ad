// What the first start of development mode makes: a pool, an application, an access key and an administrator,
// and dev.json, which says where they are.
#pragma once
#include <string>

#include "app/installation.h"

namespace genauth::app {

// The members of dev.json.
struct Demo {
  std::string host, user_pool_id, app_id, app_secret, access_key_id, access_key_secret, admin_email,
      setup_url, dev_token;
};

// Reads dev.json, or makes everything and writes it. A later start keeps all but the host.
Result<Demo> open_demo(Installation& installation, std::string_view host);

// At most 20 lines for the terminal: addresses, ids, and a Python snippet that binds a phone.
std::string welcome(const Demo& demo);

}  // namespace genauth::app
