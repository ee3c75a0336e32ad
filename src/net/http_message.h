// One HTTP/1.1 request as it arrived, and one response as it shall leave. No sockets, no parsing of meaning:
// percent-decoding, forms, cookies and trusted proxies are the callers' (form.h, address.h).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace genauth::net {

struct Header {
  std::string_view name, value;  // value without surrounding white space
};

class WebSocketListener;

// Immutable once the handler sees it; every view lives as long as the Request. Movable, not copyable.
// What has already been proved: the framing is unambiguous (RFC 9112 §6), names are tokens, values carry no
// control characters but tab, there is exactly one Host where HTTP/1.1 demands it, the target is origin-form,
// absolute-form with scheme http or https, or "*" of OPTIONS.
class Request {
 public:
  std::string_view method() const { return method_; }
  std::string_view target() const { return target_; }  // as sent
  std::string_view path() const {
    return path_;
  }  // still percent-encoded; "/" for an empty absolute-form path
  std::string_view query() const { return query_; }  // behind the first '?', still encoded; empty if none
  std::string_view host() const {
    return host_;
  }  // with port; the target's authority wins over the Host field
  std::string_view body() const { return chunked_ ? std::string_view(decoded_) : body_; }
  std::span<const Header> headers() const { return headers_; }  // in order of arrival, duplicates included
  // The first header of this name, compared without case.
  std::optional<std::string_view> header(std::string_view name) const;
  // True if more than one header has this name: some headers mean nothing when sent twice.
  bool repeats(std::string_view name) const;

  std::string_view peer() const { return peer_; }  // address without port; IPv4 also where it came mapped
  bool is_tls() const { return tls_; }
  int minor_version() const { return minor_version_; }  // 0 or 1: HTTP/1.0 or HTTP/1.1
  bool wants_keep_alive() const { return keep_alive_; }

 private:
  friend class RequestReader;
  std::unique_ptr<char[]> bytes_;  // all views below point into it
  std::string_view method_, target_, path_, query_, host_, body_;
  std::vector<Header> headers_;
  std::string decoded_;  // the body if it came chunked
  std::string peer_;
  std::uint8_t minor_version_ = 1;
  bool chunked_ = false, tls_ = false, keep_alive_ = true;
};

// What a handler answers. The server adds Date, Content-Length, Connection, and drops those (and
// Transfer-Encoding) if they stand in `headers`. A response whose header names or values could break the
// framing is replaced by a 500.
struct Response {
  int status = 200;
  std::string content_type = {};      // empty: no Content-Type header
  std::string body = {};              // never sent for HEAD, 204 and 304
  std::string_view static_body = {};  // sent behind `body`: bytes that outlive the server, not copied
  std::vector<std::pair<std::string, std::string>> headers = {};
  bool close = false;                                 // close the connection after this response
  std::shared_ptr<WebSocketListener> websocket = {};  // with status 101: who hears of it (net/websocket.h)
};

bool is_token(std::string_view text);                              // RFC 9110 §5.6.2, not empty
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII

}  // namespace genauth::net
