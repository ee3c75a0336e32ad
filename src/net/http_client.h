// Calls to other services over HTTP. libcurl stands behind it; its headers stay in the .cpp file.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "net/egress.h"

namespace genauth::net {

struct HttpCall {
  std::string method = "GET";
  std::string url;  // https://…, absolute, without user information; http:// only where the client allows it
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  int connect_timeout_ms = 1500;
  int timeout_ms = 3000;                       // from the first byte of DNS to the last of the body
  std::size_t max_response_bytes = 64U << 10;  // of the body; more is an error, not a truncation
};

struct HttpAnswer {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
  std::string body;

  const std::string* header(std::string_view lower_case_name) const;  // the first; nullptr: absent
};

// Keeps connections open between calls to one host. Redirects are not followed: the answer is handed out as
// it is. Certificates are always verified. Proxy variables of the environment are ignored. Nothing is logged.
// Thread-safe: a call blocks its thread and nobody else's.
class HttpClient {
 public:
  struct Options {
    Egress egress = {};
    std::string ca_file = {};       // PEM; instead of the system's authorities if not empty
    bool allow_plain_http = false;  // development and tests
  };
  explicit HttpClient(Options options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;

  // An answer of any status, or kProviderUnreachable (arg: the host; detail: what went wrong) where none
  // came: a malformed URL or header, a refused address, DNS, TCP, TLS, a time-out, a body too large.
  Result<HttpAnswer> send(const HttpCall& call) const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace genauth::net
