#include "oidc/parameters.h"

#include <algorithm>

#include "base/encoding.h"

namespace genauth::oidc {

const Pairs& sent_parameters(const Request& request) {
  return request.method == "POST" ? request.form : request.query;
}

Outcome<std::string> single(const Pairs& parameters, std::string_view name, std::size_t max_bytes) {
  const std::string* found = nullptr;
  for (const auto& [key, value] : parameters) {
    if (key != name || value.empty()) continue;
    if (found) return Error{Kind::kInvalidRequest, std::string(name) + " is given more than once"};
    found = &value;
  }
  if (!found) return std::string();
  if (found->size() > max_bytes) return Error{Kind::kInvalidRequest, std::string(name) + " is too long"};
  return *found;
}

std::string form_encoded(const Pairs& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out.append(out.empty() ? "" : "&").append(name).append("=").append(percent_encode(value));
  }
  return out;
}

std::string with_query(const std::string& address, const Pairs& parameters) {
  const bool has_query = address.find('?') != std::string::npos;
  const bool is_open = address.back() == '?' || address.back() == '&';
  return address + (!has_query ? "?" : is_open ? "" : "&") + form_encoded(parameters);
}

}  // namespace genauth::oidc
