// The name of TenantChoice among the steps. Internal to the module.
#pragma once
#include <string_view>

namespace genauth::choices {

inline constexpr std::string_view kTenantStep = "tenant_choice";

}  // namespace genauth::choices
