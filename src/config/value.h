// One value in text form into its place in a Config. Pure; private to src/config.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gen/config.h"

namespace genauth::config {

// The setting with this key, or null.
const Setting* find_setting(std::string_view key);

// The known key that `key` was probably meant to be, or empty.
std::string_view nearest_key(std::string_view key);

// Stores the value if it is of the setting's type and within its bounds; else says what it must be.
[[nodiscard]] std::optional<std::string> assign(Config& config, const Setting& setting,
                                                const std::string& text);
[[nodiscard]] std::optional<std::string> assign(Config& config, const Setting& setting,
                                                std::vector<std::string> items);

bool is_list(const Setting& setting);
bool is_network(std::string_view text);  // 10.0.0.0/8, 2001:db8::/32, or a single address

}  // namespace genauth::config
