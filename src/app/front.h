// The front door: from an HTTP exchange to the part that answers it. Knows hosts, proxies, path prefixes,
// request ids and languages; knows no operation.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/pipeline.h"
#include "app/dev_pages.h"
#include "app/installation.h"
#include "net/address.h"
#include "net/http_server.h"
#include "oidc/ports.h"

namespace genauth::app {

struct FrontParts {
  Installation& installation;
  api::Pipeline& pipeline;
  api::Directory& directory;
  oidc::Ports& oidc;
  net::Workers& workers;
  DevPages* dev;  // null in production
};

// Thread-safe.
class Front {
 public:
  // `port` is the one that we listen on, for the links of development mode.
  Front(const FrontParts& parts, net::TrustedProxies trusted, int port);

  void handle(std::shared_ptr<net::Exchange> exchange);
  // For net::Options.
  std::uint64_t body_limit(std::string_view method, std::string_view path) const;
  net::Response error_response(int status, std::string_view reason, const net::Request* request) const;

 private:
  struct Address {
    std::string path, app_id;  // percent-decoded; "/{appId}" split off
  };
  static std::optional<Address> address_of(std::string_view raw_path);
  api::Envelope envelope_of(const net::Request& request, const Address& address) const;
  std::string base_of(const net::Client& client) const;
  void preflight(api::Incoming incoming);
  void event_socket(api::Incoming incoming);
  void oidc_call(api::Incoming incoming);
  void on_worker(api::Incoming incoming, std::function<net::Response(const api::Incoming&)> page);

  FrontParts parts_;
  net::TrustedProxies trusted_;
  std::string public_base_;  // when the caller's host is not one of ours
};

}  // namespace genauth::app
