// The patterns of the plans, compiled at first use. Private to this folder; all functions are thread-safe.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "phone/plan.h"

namespace genauth::phone {

bool matches_whole(std::uint16_t pattern, std::string_view digits);
bool matches_start(std::uint16_t pattern, std::string_view digits);

// `digits` without what the plan's prefix pattern matches at its start, or with it replaced as the plan says;
// `digits` itself where nothing matches.
std::string without_prefix(const Plan& plan, std::string_view digits);

}  // namespace genauth::phone
