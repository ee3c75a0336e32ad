// Method and path to operation: a hash of the fixed paths, and a short list of those with a {name} in them.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/operation.h"

namespace genauth::api {

struct Match {
  const Operation* operation = nullptr;
  std::vector<std::pair<std::string, std::string>> path_params;
  bool path_known = false;  // the path exists with another method
  std::string literal;  // "{id}": a placeholder that the caller did not fill in (some SDKs send it as it is)
};

// Immutable after construction, so thread-safe.
class Router {
 public:
  explicit Router(std::span<const Operation> operations);

  // `path` is percent-decoded, without query. One trailing slash is forgiven.
  Match match(std::string_view method, std::string_view path) const;

 private:
  struct Template {
    std::vector<std::string_view> segments;
    const Operation* operation;
  };
  void match_templates(std::string_view method, std::string_view path, Match& match) const;

  std::unordered_map<std::string_view, std::vector<const Operation*>> fixed_;
  std::vector<Template> templates_;
};

}  // namespace genauth::api
