#include "docs/docs.h"

#include <zlib.h>

#include <algorithm>
#include <cctype>

#include "docs/archive.h"

namespace genauth::docs {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Calls `each` with every element of a comma-separated list until it returns true; says whether it did.
template <typename Each>
bool any_element(std::string_view list, Each each) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (each(trimmed(list.substr(0, comma)))) return true;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return false;
}

// "q=0", "q=0.0" and so on: the one weight that means no.
bool is_refused(std::string_view parameter) {
  parameter = trimmed(parameter);
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return false;
  return parameter.find_first_not_of("0.", 2) == std::string_view::npos;
}

bool equals_gzip(std::string_view coding) {
  constexpr std::string_view kGzip = "gzip";
  return coding.size() == kGzip.size() &&
         std::equal(coding.begin(), coding.end(), kGzip.begin(), [](char have, char want) {
           return std::tolower(static_cast<unsigned char>(have)) == want;
         });
}

const Entry* entry_at(std::string_view path) {
  const auto all = entries();
  const auto found =
      std::lower_bound(all.begin(), all.end(), path,
                       [](const Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

}  // namespace

std::optional<Answer> find(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const Entry* entry = entry_at(path);
  if (entry == nullptr) return std::nullopt;
  return Answer{entry->content_type, bytes(*entry), entry->etag};
}

std::string plain(const Answer& answer) {
  // RFC 1952 §2.3.1: the last four bytes are the size, least significant first. Our own bytes, so it can be
  // believed.
  std::size_t size = 0;
  for (std::size_t i = 4; i > 0; --i)
    size = size << 8 | static_cast<unsigned char>(answer.gzip[answer.gzip.size() - 5 + i]);
  std::string text(size, '\0');
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(answer.gzip.data()));
  stream.avail_in = static_cast<uInt>(answer.gzip.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) return {};
  const int outcome = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (outcome != Z_STREAM_END) text.clear();
  return text;
}

bool takes_gzip(std::string_view accept_encoding) {
  bool named = false, any = false, refused = false;
  any_element(accept_encoding, [&](std::string_view element) {
    const auto semicolon = element.find(';');
    const std::string_view coding = trimmed(element.substr(0, semicolon));
    const bool no = semicolon != std::string_view::npos && is_refused(element.substr(semicolon + 1));
    if (equals_gzip(coding)) (no ? refused : named) = true;
    if (coding == "*" && !no) any = true;
    return false;
  });
  return named || (any && !refused);
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  return any_element(if_none_match, [&](std::string_view element) {
    if (element.starts_with("W/")) element.remove_prefix(2);
    return element == "*" || element == etag;
  });
}

}  // namespace genauth::docs
