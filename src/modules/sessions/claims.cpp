#include "modules/sessions/claims.h"

#include "base/encoding.h"
#include "gen/errors/access.h"
#include "oidc/binding.h"

namespace genauth::sessions {
namespace {

constexpr std::int64_t kSecondsMax = 253'402'300'799;  // the end of the year 9999

}  // namespace

void ClaimsWriter::name(std::string_view name) {
  if (json_.size() > 1) json_ += ',';
  json_.append("\"").append(name).append("\":");
}

ClaimsWriter& ClaimsWriter::text(std::string_view member, std::string_view value) {
  name(member);
  json_ += json_quote(value);
  return *this;
}

ClaimsWriter& ClaimsWriter::text_if_any(std::string_view member, std::string_view value) {
  return value.empty() ? *this : text(member, value);
}

ClaimsWriter& ClaimsWriter::audience(const std::vector<std::string>& values) {
  if (values.size() == 1) return text("aud", values.front());
  name("aud");
  std::string list;
  for (const std::string& each : values) list.append(list.empty() ? "" : ",").append(json_quote(each));
  json_.append("[").append(list).append("]");
  return *this;
}

ClaimsWriter& ClaimsWriter::seconds(std::string_view member, std::int64_t epoch_ms) {
  name(member);
  json_ += std::to_string(epoch_ms / 1000);
  return *this;
}

ClaimsWriter& ClaimsWriter::raw_members(std::string_view members) {
  if (json_.size() == 1 && !members.empty()) members.remove_prefix(1);
  json_ += members;
  return *this;
}

ClaimsWriter& ClaimsWriter::confirmation(std::string_view bound_to) {
  return bound_to.empty() ? *this : raw_members(",\"cnf\":" + oidc::confirmation_of(bound_to));
}

Result<Claims> Claims::parse(std::string_view payload) {
  Result<json::Document> document = json::Document::parse(payload, {.max_bytes = 64 * 1024, .max_depth = 16});
  if (!document) return Error(errors::kTokenInvalid, "the payload is not JSON");
  if (document->root().kind != json::ValueKind::kObject) {
    return Error(errors::kTokenInvalid, "the payload is no JSON object");
  }
  return Claims(*std::move(document));
}

const json::Node* Claims::find(std::string_view name, json::ValueKind kind) const {
  const std::span<const json::Node> nodes = document_.nodes();
  for (std::size_t i = 1; i < nodes.size(); i = nodes[i].next) {
    if (document_.key_is(nodes[i], name)) return nodes[i].kind == kind ? &nodes[i] : nullptr;
  }
  return nullptr;
}

std::string Claims::text(std::string_view name) const {
  const json::Node* node = find(name, json::ValueKind::kString);
  return node ? document_.string(*node) : std::string();
}

std::vector<std::string> Claims::texts(std::string_view name) const {
  if (const json::Node* node = find(name, json::ValueKind::kString)) return {document_.string(*node)};
  std::vector<std::string> found;
  const json::Node* const list = find(name, json::ValueKind::kArray);
  if (list == nullptr) return found;
  const std::span<const json::Node> nodes = document_.nodes();
  const std::size_t begin = static_cast<std::size_t>(list - nodes.data());
  for (std::size_t i = begin + 1; i < list->next; i = nodes[i].next)
    if (nodes[i].kind == json::ValueKind::kString) found.push_back(document_.string(nodes[i]));
  return found;
}

std::string Claims::text_in(std::string_view name, std::string_view member) const {
  const std::string inner = object(name);
  const Result<Claims> claims = inner.empty() ? Error(errors::kTokenInvalid) : parse(inner);
  return claims ? claims->text(member) : std::string();
}

std::string Claims::object(std::string_view name) const {
  const json::Node* node = find(name, json::ValueKind::kObject);
  return node ? document_.compact(*node) : std::string();
}

std::int64_t Claims::seconds(std::string_view name) const {
  const json::Node* node = find(name, json::ValueKind::kNumber);
  const std::optional<std::int64_t> value = node ? parse_int(document_.raw(*node)) : std::nullopt;
  return value && *value > 0 && *value <= kSecondsMax ? *value * 1000 : 0;
}

}  // namespace genauth::sessions
