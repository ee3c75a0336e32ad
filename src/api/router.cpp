#include "api/router.h"

namespace genauth::api {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    segments.push_back(path.substr(0, end));
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
  }
  return segments;
}

bool is_placeholder(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

Router::Router(std::span<const Operation> operations) {
  for (const Operation& operation : operations) {
    if (operation.path.find('{') == std::string_view::npos) {
      fixed_[operation.path].push_back(&operation);
    } else {
      templates_.push_back({split(operation.path), &operation});
    }
  }
}

Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (const auto found = fixed_.find(path); found != fixed_.end()) {
    match.path_known = true;
    for (const Operation* operation : found->second)
      if (operation->method == method) match.operation = operation;
    if (match.operation != nullptr) return match;
  }
  if (!path.empty() && path.front() == '/') match_templates(method, path, match);
  return match;
}

void Router::match_templates(std::string_view method, std::string_view path, Match& match) const {
  const std::vector<std::string_view> segments = split(path);
  for (const Template& candidate : templates_) {
    if (candidate.segments.size() != segments.size()) continue;
    std::vector<std::pair<std::string, std::string>> params;
    std::string literal;
    bool fits = true;
    for (std::size_t i = 0; fits && i < segments.size(); ++i) {
      const std::string_view wanted = candidate.segments[i], given = segments[i];
      if (is_placeholder(wanted)) {
        fits = !given.empty();
        if (is_placeholder(given)) literal = given;
        params.emplace_back(wanted.substr(1, wanted.size() - 2), given);
      } else {
        fits = wanted == given;
      }
    }
    if (!fits) continue;
    match.path_known = true;
    if (candidate.operation->method != method) continue;
    match.operation = candidate.operation;
    match.path_params = std::move(params);
    match.literal = std::move(literal);
    return;
  }
}

}  // namespace genauth::api
