#include "modules/applications/sectors.h"

#include <algorithm>

#include "gen/errors/form.h"

namespace genauth::applications {

Error bad_sector() {
  return Error(errors::kBadFormat)
      .with_field("oidcConfig.sector_identifier_uri")
      .with_arg("the address of a JSON list that names every redirect URI of the application");
}

Result<void> check_listed(const std::vector<std::string>& redirect_uris,
                          const std::vector<std::string>& listed) {
  for (const std::string& uri : redirect_uris)
    if (std::ranges::find(listed, uri) == listed.end()) return bad_sector();
  return {};
}

}  // namespace genauth::applications
