#include "app/client_references.h"

#include "app/sector_documents.h"
#include "image/image.h"
#include "modules/applications/addresses.h"

namespace genauth::app {
namespace {

constexpr std::size_t kLogoBytesMax = 256U << 10;  // written anew a picture may be larger than it came

oidc::Error bad(std::string description) {
  return {oidc::Kind::kInvalidClientMetadata, std::move(description)};
}

}  // namespace

bool has_references(const oidc::ClientMetadata& metadata) {
  return !metadata.sector_identifier_uri.empty() || !metadata.logo_uri.empty();
}

oidc::Outcome<void> check_sector(ClientDocuments& documents, const oidc::ClientMetadata& metadata,
                                 std::int64_t age_max_ms) {
  const std::string& uri = metadata.sector_identifier_uri;
  if (metadata.subject_type == "pairwise" && !applications::check_sector(metadata.redirect_uris, uri))
    return bad("redirect_uris have several hosts, so pairwise subjects need a sector_identifier_uri");
  if (uri.empty()) return {};
  const auto listed = sector_list(TRY(documents.sector(uri, age_max_ms)));
  // One text for all reasons: nothing is learned of what stands elsewhere.
  if (!listed || !applications::check_listed(metadata.redirect_uris, *listed))
    return bad("sector_identifier_uri is not the address of a JSON list that names every redirect URI");
  return {};
}

std::optional<application_pictures::Picture> logo_of(ClientDocuments& documents,
                                                     const oidc::ClientMetadata& metadata) {
  if (metadata.logo_uri.empty()) return std::nullopt;
  const oidc::Outcome<std::string> file = documents.picture(metadata.logo_uri);
  if (!file) return std::nullopt;  // too many are asked at the moment
  auto written = image::rewritten(*file, kLogoSideMax);
  if (!written || written->bytes.size() > kLogoBytesMax) return std::nullopt;
  return application_pictures::Picture{std::move(written->content_type), std::move(written->bytes)};
}

}  // namespace genauth::app
