// The reference of the API, which the server shows at /docs. All pages are in the binary, gzipped; nothing is
// read from disk and nothing is kept. Thread-safe: everything is constant.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace genauth::docs {

struct Answer {
  std::string_view content_type;
  std::string_view gzip;  // static memory, for Content-Encoding: gzip
  std::string_view etag;  // RFC 9110 §8.8.3, with its quotes; of the page, in whatever coding
};

// The file at this decoded path ("/docs", "/docs/", "/docs/operations/bind-phone"); nothing if there is none.
std::optional<Answer> find(std::string_view path);

// The same bytes unpacked, for the rare client that does not take gzip.
std::string plain(const Answer& answer);

// RFC 9110 §12.5.3: whether an Accept-Encoding header takes gzip. An absent header does not say so.
bool takes_gzip(std::string_view accept_encoding);

// RFC 9110 §13.1.2: whether If-None-Match names this tag, weak or strong.
bool matches(std::string_view if_none_match, std::string_view etag);

// What pages may load: their own style, script and index, and nothing from anywhere else.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

}  // namespace genauth::docs
