// A YAML file as JSON, along the descriptor table of what it should hold: so that files which people write
// get their types and their checks from the contract, like requests. Unknown keys are problems here, with the
// nearest known one.
#pragma once
#include <string>
#include <vector>

#include "json/type.h"

namespace genauth::config {

struct YamlDocument {
  std::string json;  // for json::decode(); only if there are no problems
  std::vector<std::string>
      problems;  // "pool.yaml:12: roles.0.nmae: there is no such key; did you mean 'name'?"
};

// Reads at most 8 MB. Pure but for the file.
YamlDocument read_yaml(const std::string& path, const json::Type& type);

}  // namespace genauth::config
