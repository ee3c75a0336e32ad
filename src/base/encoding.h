// Text forms of bytes, and the checks that every parser needs. All functions are pure and thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genauth {

std::string hex(std::string_view bytes);                        // lower case
std::optional<std::string> unhex(std::string_view text);        // nullopt on odd length or a non-digit
std::string base64(std::string_view bytes);                     // RFC 4648 §4, padded
std::optional<std::string> unbase64(std::string_view text);     // padding optional, no white space
std::string base64url(std::string_view bytes);                  // RFC 4648 §5, unpadded
std::optional<std::string> unbase64url(std::string_view text);  // strict: no padding, canonical last digit
std::string base32(std::string_view bytes);                     // RFC 4648 §6, unpadded
std::optional<std::string> unbase32(std::string_view text);     // lenient: any case, padding optional
std::string percent_encode(std::string_view text);              // RFC 3986 unreserved characters stay
std::optional<std::string> percent_decode(std::string_view text,
                                          bool plus_is_space);  // nullopt on a broken escape

bool is_utf8(std::string_view text);  // well-formed per RFC 3629: no surrogates, no overlong forms
std::size_t utf16_length(std::string_view utf8);  // as JavaScript counts; what existing clients' limits mean
std::string to_lower_ascii(std::string_view text);
std::string_view trim(std::string_view text);                  // ASCII white space at both ends
std::optional<std::int64_t> parse_int(std::string_view text);  // whole text, decimal, optional '-'
std::string json_quote(std::string_view utf8);                 // with quotes, escaped as RFC 8259 §7

std::string iso8601_ms(std::int64_t epoch_ms);  // 2026-11-23T22:45:10.123Z
std::string http_date(std::int64_t epoch_ms);   // RFC 9110 §5.6.7 IMF-fixdate
// RFC 3339: 2026-11-23T22:45:10Z, with a fraction (cut at milliseconds) and an offset if there is one. Epoch
// ms.
std::optional<std::int64_t> parse_iso8601(std::string_view text);
std::optional<std::int64_t> parse_http_date(std::string_view text);  // epoch ms

}  // namespace genauth
