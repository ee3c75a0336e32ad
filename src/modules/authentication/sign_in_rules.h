// What a pool and an application lay down about signing in: when a picture code is asked for, and when an
// account or an address has to wait. Pure; the counting stands in password_tries.h.
#pragma once
#include <cstdint>
#include <string_view>

#include "modules/applications/applications.h"
#include "modules/pools/pools.h"

namespace genauth::authentication {

// The pool's settings, with those of an application in their place that has rules of its own
// (custom_security).
pools::Settings rules_of(pools::Settings pool, const applications::Settings& application);

// Whether this sign-in by password needs a picture code, its account having had `failures` tries so far, this
// one included.
bool wants_captcha(const pools::Settings& rules, std::string_view client_ip, std::int64_t failures,
                   std::int64_t now_ms);

// "1-5 09:00-18:00+08:00": from Monday to Friday, from nine to six, eight hours before UTC. A single day and
// no distance from UTC (then it is UTC) are good too. The end is not within, and comes after the beginning;
// 24:00 is midnight.
bool is_time_window(std::string_view text);
// False if the text is no window.
bool is_within(std::string_view time_window, std::int64_t now_ms);

}  // namespace genauth::authentication
