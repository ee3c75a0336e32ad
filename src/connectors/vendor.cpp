#include "connectors/vendor.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "json/document.h"

namespace genauth::connectors {
namespace {

// Index of the child of node `parent` that `step` names; 0 (which is nobody's child) if there is none.
std::size_t child(const json::Document& document, std::size_t parent, std::string_view step) {
  const auto nodes = document.nodes();
  const json::Node& node = nodes[parent];
  if (node.kind != json::ValueKind::kObject && node.kind != json::ValueKind::kArray) return 0;
  std::size_t position = 0;
  for (std::size_t i = parent + 1; i < node.next; i = nodes[i].next, ++position) {
    const bool is_named = node.kind == json::ValueKind::kArray ? std::to_string(position) == step
                                                               : document.key_is(nodes[i], step);
    if (is_named) return i;
  }
  return 0;
}

// Cut between characters, so that the result stays UTF-8.
std::string cleaned(std::string_view text) {
  constexpr std::size_t kMostBytes = 200;
  if (!is_utf8(text)) return "(unreadable)";
  std::size_t size = std::min(kMostBytes, text.size());
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) --size;
  std::string out(text.substr(0, size));
  for (char& c : out) {
    if ((c >= 0 && c < ' ') || c == 0x7F) c = ' ';
  }
  return out;
}

}  // namespace

Result<std::string> required(const Settings& settings, const std::string& name) {
  std::string value = optional(settings, name);
  if (value.empty()) return Error(errors::kRequired).with_field(name);
  return value;
}

std::string optional(const Settings& settings, const std::string& name, std::string_view otherwise) {
  const auto found = settings.find(name);
  return found == settings.end() || found->second.empty() ? std::string(otherwise) : found->second;
}

Result<void> only(const Settings& settings, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : settings) {
    if (std::ranges::find(known, name) != known.end()) continue;
    std::string list;
    for (const std::string_view one : known) list.append(list.empty() ? "" : ", ").append(one);
    return Error(errors::kMustBeOneOf).with_field(name).with_arg(std::move(list));
  }
  return {};
}

Result<std::string> endpoint(const Settings& settings, std::string_view otherwise) {
  std::string url = optional(settings, "endpoint", otherwise);
  while (url.ends_with('/')) url.pop_back();
  const std::string host = authority(url);
  const bool has_scheme = url.starts_with("https://") || url.starts_with("http://");
  if (!has_scheme || host.empty() || host.find_first_of("/?#@ ") != std::string::npos) {
    return Error(errors::kBadFormat).with_field("endpoint").with_arg("https://host");
  }
  return url;
}

std::string authority(std::string_view endpoint) {
  const std::size_t at = endpoint.find("://");
  return at == std::string_view::npos ? "" : std::string(endpoint.substr(at + 3));
}

Error refused(std::string_view vendor_code, std::string_view vendor_message) {
  std::string arg = cleaned(vendor_code);
  if (!vendor_message.empty()) arg.append(arg.empty() ? "" : ": ").append(cleaned(vendor_message));
  return Error(errors::kProviderRefused).with_arg(std::move(arg));
}

Error unreachable(std::string_view vendor, std::string detail) {
  return Error(errors::kProviderUnreachable, std::move(detail)).with_arg(std::string(vendor));
}

std::string text_at(std::string_view json, std::initializer_list<std::string_view> path) {
  const auto document = json::Document::parse(json);
  if (!document) return "";
  std::size_t at = 0;
  for (const std::string_view step : path) {
    at = child(*document, at, step);
    if (at == 0) return "";
  }
  const json::Node& node = document->nodes()[at];
  switch (node.kind) {
    case json::ValueKind::kString: return document->string(node);
    case json::ValueKind::kNumber:
    case json::ValueKind::kBoolean: return std::string(document->raw(node));
    default: return "";
  }
}

Result<net::HttpAnswer> call_vendor(const net::HttpClient& http, std::string_view vendor,
                                    const net::HttpCall& call) {
  net::HttpAnswer answer = TRY(http.send(call));
  const int status = answer.status;
  if (status >= 500 || status == 408 || status == 425 || status == 429) {
    return unreachable(vendor, "HTTP " + std::to_string(status));
  }
  return answer;
}

std::string utc_seconds(std::int64_t epoch_ms) {
  return iso8601_ms(epoch_ms).substr(0, 19) + "Z";
}

}  // namespace genauth::connectors
