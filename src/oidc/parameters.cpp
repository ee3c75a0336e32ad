#include "oidc/parameters.h"

#include <algorithm>
#include <array>

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

bool is_plain_line(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  if (!is_utf8(text) || std::ranges::any_of(text, is_control)) return false;
  constexpr std::array<std::string_view, 13> kTurning = {"\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
                                                         "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
                                                         "\u2069", "\u2028", "\u2029"};
  return std::ranges::none_of(
      kTurning, [&](std::string_view each) { return text.find(each) != std::string_view::npos; });
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
