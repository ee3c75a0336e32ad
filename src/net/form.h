// application/x-www-form-urlencoded, of bodies and queries alike.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace genauth::net {

using Form = std::vector<std::pair<std::string, std::string>>;

// Names and values decoded, in order, duplicates included. '+' is a space; a name without '=' has an empty
// value; empty pieces ("a=1&&b=2&") are skipped, because existing clients end their forms with '&'; raw ':',
// '/', '?' and further '=' belong to the value. nullopt on a broken %-escape, on text that is not UTF-8, on a
// NUL (no store takes it), and on more than max_pairs pairs. Pure.
std::optional<Form> parse_form(std::string_view text, std::size_t max_pairs = 1000);

}  // namespace genauth::net
