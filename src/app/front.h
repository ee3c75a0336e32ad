// The front door: from an HTTP exchange to the part that answers it. Knows hosts, proxies, path prefixes,
// request ids and languages; knows no operation. What is no V3 call meets the limit by address here, and is
// counted and logged as the pipeline does with its calls.
#pragma once
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/pipeline.h"
#include "app/cors.h"
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
  net::Workers& outbound;     // for calls that may wait for others
  api::RateLimiter& limiter;  // by client address
  api::Metrics& metrics;
  DevPages* dev;  // null in production
};

// Thread-safe.
class Front {
 public:
  // What is answered beside the operations, for the log and the metrics.
  static constexpr auto kOtherOperations = std::to_array<std::string_view>({"oidc-discovery",
                                                                            "oidc-jwks",
                                                                            "oidc-authorization",
                                                                            "oauth-authorization",
                                                                            "oauth-token",
                                                                            "oauth-userinfo",
                                                                            "oauth-introspection",
                                                                            "oauth-revocation",
                                                                            "oidc-end-session",
                                                                            "oidc-session-join",
                                                                            "oidc-session-share",
                                                                            "profile-logout",
                                                                            "hosted-login",
                                                                            "hosted-resume",
                                                                            "login-assets",
                                                                            "oidc-token",
                                                                            "oidc-userinfo",
                                                                            "oidc-introspection",
                                                                            "oidc-revocation",
                                                                            "oidc-par",
                                                                            "oidc-backchannel",
                                                                            "oidc-device",
                                                                            "oidc-device-page",
                                                                            "oidc-validate-token",
                                                                            "track-session",
                                                                            "oidc-registration",
                                                                            "oidc-client-configuration",
                                                                            "oidc-resource",
                                                                            "event-subscribe",
                                                                            "preflight",
                                                                            "setup",
                                                                            "docs",
                                                                            "dev",
                                                                            "refused"});

  // `port` is the one that we listen on, for the links of development mode.
  Front(const FrontParts& parts, net::TrustedProxies trusted, int port);

  void handle(std::shared_ptr<net::Exchange> exchange);
  // For net::Options.
  std::uint64_t body_limit(std::string_view method, std::string_view path) const;
  net::Response refused(const net::Refusal& refusal) const;

 private:
  struct Address {
    std::string path, app_id;  // percent-decoded; "/{appId}" split off
  };
  static std::optional<Address> address_of(std::string_view raw_path);
  api::Envelope envelope_of(const net::Request& request, const net::Client& client,
                            const Address& address) const;
  void set_base(api::Envelope& envelope, const net::Client& client, const Address& address) const;
  enum class Door : std::uint8_t { kCalls, kPreflight, kSetup, kOidc, kLogin, kAssets, kEvents, kDocs, kDev };
  Door door_of(std::string_view method, std::string_view path) const;
  static std::string_view operation_of(Door door, std::string_view path);
  std::int64_t wait_s(std::string_view client_ip) const;
  void enter(Door door, api::Incoming incoming);
  net::Response answer_preflight(const api::Incoming& incoming) const;
  Readers readers_of(std::string_view method, std::string_view path) const;
  static net::Response asset(const api::Incoming& incoming);
  // Answers, counts and logs: once for each request that is no call of the pipeline.
  void finish(const api::Incoming& incoming, std::string_view operation, net::Response&& response,
              std::string_view app_id) const;
  void note(std::string_view operation, int status, std::int64_t arrived_ns, const api::Envelope& envelope,
            std::string_view app_id) const;
  void oidc_call(api::Incoming incoming);
  void login_call(api::Incoming incoming);
  void on_worker(api::Incoming incoming, std::string_view operation,
                 std::function<net::Response(const api::Incoming&)> page);

  FrontParts parts_;
  net::TrustedProxies trusted_;
  std::string public_base_;  // when the caller's host is not one of ours
};

}  // namespace genauth::app
