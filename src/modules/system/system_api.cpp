// system and get-country-list: what clients ask before anybody signs in.
#include "api/call.h"
#include "gen/ops/system.h"
#include "gen/version.h"
#include "locale/countries.h"
#include "modules/system/transport_keys.h"

namespace genauth::ops {

Result<dto::SystemInfoResp> system(api::Call& call) {
  const auto& keys = call.service<const system::TransportKeys>();
  dto::SystemInfoResp info;
  info.rsa.publicKey = keys.rsa_public_pem();
  info.sm2.publicKey = keys.sm2_public_hex();
  info.version.server = info.version.console = info.version.login = std::string(kVersion);
  return info;
}

Result<json::Prebuilt> get_country_list(api::Call&) {
  return json::Prebuilt{locale::countries_json()};
}

}  // namespace genauth::ops
