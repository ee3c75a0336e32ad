// What clients that nobody has made refer to when they say what they are: the list of their sector, which has
// to be right, and a picture, which need not be there. Both are fetched.
#pragma once
#include <cstdint>
#include <optional>

#include "app/client_documents.h"
#include "modules/application_pictures/application_pictures.h"
#include "oidc/client_metadata.h"

namespace genauth::app {

// Whether other servers have to be asked for it.
bool has_references(const oidc::ClientMetadata& metadata);

// OpenID Connect Core §8.1, Registration §5: with a sector_identifier_uri each redirect URI stands in the
// list there, without one pairwise subjects need redirect URIs of one host. kInvalidClientMetadata,
// kThrottled. Blocks while it fetches, unless the list was fetched not longer ago than `age_max_ms`.
oidc::Outcome<void> check_sector(ClientDocuments& documents, const oidc::ClientMetadata& metadata,
                                 std::int64_t age_max_ms);

// Its logo, written anew: PNG or JPEG, at most kLogoSideMax pixels a side. Nullopt where there is none to be
// had, for whatever reason. Blocks while it fetches.
inline constexpr int kLogoSideMax = 1024;
std::optional<application_pictures::Picture> logo_of(ClientDocuments& documents,
                                                     const oidc::ClientMetadata& metadata);

}  // namespace genauth::app
