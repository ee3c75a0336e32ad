#include "webauthn/client_data.h"

#include "base/encoding.h"
#include "base/result.h"
#include "json/document.h"

namespace genauth::webauthn {
namespace {

constexpr json::Limits kLimits{.max_bytes = 16 * 1024, .max_depth = 8, .max_members = 256};

Error malformed(const char* why) {
  return {Kind::kMalformed, std::string("client data: ") + why};
}

}  // namespace

Outcome<ClientData> parse_client_data(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Result<json::Document> document = json::Document::parse(text, kLimits);
  if (!document || document->root().kind != json::ValueKind::kObject) return malformed("not a JSON object");
  ClientData data;
  std::string challenge;
  for (json::Document::Member& member : document->members()) {
    const bool is_string = member.kind == json::ValueKind::kString;
    if (member.key == "type" && is_string) data.type = std::move(member.text);
    if (member.key == "challenge" && is_string) challenge = std::move(member.text);
    if (member.key == "origin" && is_string) data.origin = std::move(member.text);
    if (member.key == "topOrigin" && is_string) data.top_origin = std::move(member.text);
    if (member.key == "crossOrigin") data.cross_origin = member.raw == "true";
  }
  auto decoded = unbase64url(challenge);
  if (!decoded || decoded->empty()) return malformed("the challenge is missing or not base64url");
  if (data.type.empty() || data.origin.empty()) return malformed("type or origin is missing");
  data.challenge = *std::move(decoded);
  return data;
}

}  // namespace genauth::webauthn
