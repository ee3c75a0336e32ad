// Whom rules are about, as calls name them: USER, GROUP, ROLE, ORG (a department or an organisation), and
// AK_SK, of which there are none. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "modules/roles/roles.h"

namespace genauth::application_access {

struct Known {
  roles::Target target;
  std::string name;
};

// By id; a group, a role of the namespace and an organisation also by code.
Result<std::optional<Known>> find_target(db::Session& session, std::string_view pool_id,
                                         std::string_view wire_type, std::string_view namespace_code,
                                         std::string_view named);

std::string stored_type(std::string_view wire_type);  // "DEPARTMENT" of "ORG"
std::string wire_type(std::string_view stored_type);

}  // namespace genauth::application_access
