#include "config/value.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/encoding.h"
#include "config/config.h"

namespace genauth::config {
namespace {

// Levenshtein's distance, one row at a time. Keys are short, and this runs only to explain a mistake.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string_view last_part(std::string_view key) {
  return key.substr(key.rfind('.') + 1);
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view item = trim(text.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

// An origin: scheme, host, perhaps a port, nothing after it but one slash.
bool is_origin(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, scheme);
  std::string_view rest = text.substr(scheme + 3);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const bool plain = rest.find_first_of("/?#@ \t") == std::string_view::npos;
  return (name == "http" || name == "https") && !rest.empty() && plain;
}

std::optional<std::string> assign_number(Config& config, const Setting& setting, const std::string& text) {
  const auto number = parse_int(text);
  if (!number) return "must be a whole number";
  if (*number < setting.min || *number > setting.max) {
    return "must be from " + std::to_string(setting.min) + " to " + std::to_string(setting.max);
  }
  setting.number(config) = *number;
  return std::nullopt;
}

std::optional<std::string> assign_choice(Config& config, const Setting& setting, const std::string& text) {
  if (std::ranges::find(setting.values, text) == setting.values.end()) {
    std::string message = "must be one of";
    for (const auto value : setting.values) message.append(" ").append(value);
    return message;
  }
  setting.text(config) = text;
  return std::nullopt;
}

}  // namespace

const Setting* find_setting(std::string_view key) {
  const auto all = settings();
  const auto found = std::ranges::find(all, key, &Setting::key);
  return found == all.end() ? nullptr : &*found;
}

std::string_view nearest_key(std::string_view key) {
  std::string_view nearest;
  std::size_t least = 4;  // three slips of the hand; what is further off is something else
  for (const Setting& setting : settings()) {
    // The right name in the wrong section is one slip.
    const bool moved = last_part(key) == last_part(setting.key);
    const std::size_t here = moved ? 1 : distance(key, setting.key);
    if (here < least) {
      least = here;
      nearest = setting.key;
    }
  }
  return nearest;
}

bool is_list(const Setting& setting) {
  return setting.list != nullptr;
}

bool is_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  std::array<unsigned char, 16> bytes{};
  std::int64_t bits = 0;
  if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) {
    bits = 32;
  } else if (inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1) {
    bits = 128;
  } else {
    return false;
  }
  if (slash == std::string_view::npos) return true;
  const auto length = parse_int(text.substr(slash + 1));
  return length && *length >= 0 && *length <= bits;
}

std::optional<std::string> assign(Config& config, const Setting& setting, const std::string& text) {
  switch (setting.kind) {
    case Kind::kInt:
      return assign_number(config, setting, text);
    case Kind::kChoice:
      return assign_choice(config, setting, text);
    case Kind::kBool:
      if (text != "true" && text != "false") return "must be true or false";
      setting.flag(config) = text == "true";
      return std::nullopt;
    case Kind::kList:
    case Kind::kNetworks:
      return assign(config, setting, split_list(text));
    case Kind::kAddress:
      if (!parse_address(text)) return "must be host:port, like 127.0.0.1:3000 or [::1]:3000";
      break;
    case Kind::kUrl:
      if (!text.empty() && !is_origin(text)) return "must be like https://id.example.com, without a path";
      break;
    case Kind::kText:
    case Kind::kPath:
      break;
  }
  setting.text(config) = text;
  // Addresses are put together by appending a path.
  if (setting.kind == Kind::kUrl && text.ends_with('/')) setting.text(config).pop_back();
  return std::nullopt;
}

std::optional<std::string> assign(Config& config, const Setting& setting, std::vector<std::string> items) {
  if (!is_list(setting)) return "must be a single value";
  if (setting.kind == Kind::kNetworks) {
    for (const std::string& item : items) {
      if (!is_network(item)) return "must hold address ranges like 10.0.0.0/8, which '" + item + "' is not";
    }
  }
  setting.list(config) = std::move(items);
  return std::nullopt;
}

}  // namespace genauth::config
