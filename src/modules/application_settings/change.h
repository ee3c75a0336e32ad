// What administrators change of an application, checked: values that cannot work are refused with the name of
// the member. Pure, thread-safe.
#pragma once
#include "base/result.h"
#include "gen/dto/application_settings.h"
#include "modules/applications/applications.h"

namespace genauth::application_settings {

// A new application, without an identifier yet. kBadFormat, kTooLong.
Result<applications::Application> wanted(const dto::CreateApplicationDto& request, std::int64_t now_ms);

// Takes over what the change names; the identifier, connections and requests for access stand elsewhere.
// kBadFormat, kTooLong.
Result<void> apply(const dto::UpdateApplicationDto& change, applications::Application& application,
                   std::int64_t now_ms);

// kBadFormat, kTooLong.
Result<void> apply(const dto::UpdateLoginConfig& page, applications::Settings& settings);

}  // namespace genauth::application_settings
