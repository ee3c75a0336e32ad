#include "modules/passkeys/relying_party.h"

#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/passkeys.h"

namespace genauth::passkeys {
namespace {

// "http://localhost:3000" of "http://localhost:3000/653f…".
std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  return scheme == std::string_view::npos ? url : url.substr(0, url.find('/', scheme + 3));
}

std::string_view host_of(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  std::string_view host = scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
  return host.substr(0, host.rfind(':'));
}

void add(std::vector<std::string>& list, std::string_view origin) {
  if (std::ranges::find(list, origin) == list.end()) list.emplace_back(origin);
}

void add_all(std::vector<std::string>& list, const std::optional<std::vector<std::string>>& more) {
  if (!more) return;
  for (const std::string& origin : *more) add(list, origin);
}

}  // namespace

std::string rp_id_of(const applications::Application& application, std::string_view url) {
  const std::string& named = application.settings.passkey_rp_id;
  return named.empty() ? std::string(host_of(origin_of(url))) : named;
}

RelyingParty relying_party_of(const api::Call& call, const applications::Application& application) {
  const std::string_view own = origin_of(call.envelope.base_url);
  RelyingParty party;
  party.id = rp_id_of(application, own);
  party.name = application.name;
  add(party.origins, own);
  add_all(party.origins, application.settings.allowed_origins);
  add_all(party.origins, application.settings.passkey_origins);
  return party;
}

Result<std::vector<std::string>> pages_of(const api::Call& call, const RelyingParty& party) {
  const std::string_view page = call.envelope.origin;
  if (page.empty()) return party.origins;
  if (std::ranges::find(party.origins, page) == party.origins.end())
    return Error(errors::kPasskeyOrigin).with_arg(std::string(page));
  return std::vector<std::string>{std::string(page)};
}

std::string related_origins_json(const applications::Application& application) {
  std::string list;
  for (const std::string& origin :
       application.settings.passkey_origins.value_or(std::vector<std::string>{})) {
    if (!origin.starts_with("https://") && !origin.starts_with("http://")) continue;  // native apps
    list.append(list.empty() ? "" : ",").append(json_quote(origin));
  }
  return R"({"origins":[)" + list + "]}";
}

}  // namespace genauth::passkeys
