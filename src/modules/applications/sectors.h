// Sector identifiers (OpenID Connect Core §8.1, Dynamic Registration §5): a document that says which redirect
// URIs belong together, so that pairwise subjects are the same for all applications behind it.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace genauth::applications {

class SectorDocuments {
 public:
  virtual ~SectorDocuments() = default;
  // The list at that address; kBadFormat with field "oidcConfig.sector_identifier_uri" if there is none to be
  // had. Asks another server: never inside a unit of work. Thread-safe.
  virtual Result<std::vector<std::string>> redirect_uris(const std::string& sector_identifier_uri) const = 0;
};

// kBadFormat unless each is in the list. Pure.
Result<void> check_listed(const std::vector<std::string>& redirect_uris,
                          const std::vector<std::string>& listed);
Error bad_sector();

}  // namespace genauth::applications
