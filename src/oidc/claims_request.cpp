#include "oidc/claims_request.h"

#include <algorithm>

#include "base/encoding.h"
#include "json/value.h"

namespace genauth::oidc {
namespace {

constexpr json::Limits kLimits = {4096, 4, 100};

Error refused(std::string_view why) {
  Error error{Kind::kInvalidRequest, "claims: "};
  error.description.append(why);
  return error;
}

// §5.5.1: null, or an object with `essential`, `value`, `values`.
Outcome<WantedClaim> wanted_claim(const std::string& name, const json::Value& value) {
  WantedClaim claim{name};
  if (value.is_null()) return claim;
  if (!value.object()) return refused("a claim is asked for with null or an object");
  if (const json::Value* essential = value.find("essential")) {
    if (!essential->boolean()) return refused("essential must be true or false");
    claim.essential = *essential->boolean();
  }
  if (const json::Value* one = value.find("value")) {
    if (one->string()) claim.values.push_back(*one->string());
  }
  const json::Value* several = value.find("values");
  if (!several) return claim;
  if (!several->array()) return refused("values must be an array");
  for (const json::Value& each : *several->array()) {
    if (each.string()) claim.values.push_back(*each.string());
  }
  return claim;
}

Outcome<std::vector<WantedClaim>> wanted_claims(const json::Value& request, std::string_view place) {
  std::vector<WantedClaim> claims;
  const json::Value* members = request.find(place);
  if (!members || members->is_null()) return claims;
  if (!members->object()) return refused("userinfo and id_token must be objects");
  for (const auto& [name, value] : *members->object()) claims.push_back(TRY(wanted_claim(name, value)));
  return claims;
}

}  // namespace

Outcome<ClaimsRequest> parse_claims(std::string_view json) {
  ClaimsRequest claims;
  if (json.empty()) return claims;
  const Result<json::Value> request = json::Value::parse(json, kLimits);
  if (!request || !request->object()) return refused("not a JSON object within the limits");
  claims.userinfo = TRY(wanted_claims(*request, "userinfo"));
  claims.id_token = TRY(wanted_claims(*request, "id_token"));
  claims.json = request->text();
  return claims;
}

ClaimsRequest limited(const ClaimsRequest& claims, const std::function<bool(std::string_view)>& may_have) {
  const Result<json::Value> request = json::Value::parse(claims.json, kLimits);
  if (!request) return {};
  std::string json = "{";
  for (const char* place : {"userinfo", "id_token"}) {
    const json::Value* members = request->find(place);
    if (!members || !members->object()) continue;
    std::string part;
    for (const auto& [name, value] : *members->object())
      if (may_have(name))
        part.append(part.empty() ? "" : ",").append(json_quote(name)).append(":").append(value.text());
    if (!part.empty())
      json.append(json.size() > 1 ? ",\"" : "\"").append(place).append("\":{").append(part).append("}");
  }
  if (json.size() == 1) return {};
  Outcome<ClaimsRequest> kept = parse_claims(json + "}");
  return kept ? *std::move(kept) : ClaimsRequest();
}

const WantedClaim* find_claim(const std::vector<WantedClaim>& claims, std::string_view name) {
  const auto found = std::ranges::find(claims, name, &WantedClaim::name);
  return found == claims.end() ? nullptr : &*found;
}

}  // namespace genauth::oidc
