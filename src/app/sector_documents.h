// Sector identifiers, fetched over HTTPS.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/applications/sectors.h"
#include "net/http_client.h"

namespace genauth::app {

// What stands in such a document; nullopt where it is no JSON list of texts. Pure.
std::optional<std::vector<std::string>> sector_list(std::string_view body);

// Thread-safe; blocks while it fetches. An answer has 5 s and 64 KiB; redirects are refused, so that no
// address vouches for another's document.
class SectorDocuments final : public applications::SectorDocuments {
 public:
  explicit SectorDocuments(net::HttpClient::Options options) : http_(std::move(options)) {}
  Result<std::vector<std::string>> redirect_uris(const std::string& sector_identifier_uri) const override;

 private:
  net::HttpClient http_;
};

}  // namespace genauth::app
