// What a person may do, from the grants that hold for them, in the engine's simple form: a denial beats every
// permission, and what nobody granted is denied. A grant of a whole tree holds for each of its nodes; a grant
// of a node holds for that node alone. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/resources/resources.h"

namespace genauth::permissions {

using Grants = std::vector<resources::Granted>;

// A data resource as calls name it: "code", of trees "code/node/node".
struct Path {
  std::string code, node;
};
Path split_path(std::string_view text);

struct Verdict {
  std::string namespace_code;  // where the resource was found; the default namespace if it was not
  bool allowed = false;
};
// `type` empty: of any type.
Verdict decide(const Grants& grants, std::string_view type, std::string_view path, std::string_view action);

// The actions that are left of one node (or of the whole) after all denials.
std::vector<std::string> actions_left(const Grants& grants, std::string_view resource_id,
                                      std::string_view node);

}  // namespace genauth::permissions
