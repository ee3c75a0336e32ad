// One call of a V3 operation on its way through the pipeline, and all that a handler may know of the world.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/cookie.h"
#include "api/operation.h"
#include "api/services.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "db/database.h"
#include "locale/language.h"

namespace genauth::json {
class Document;
}

namespace genauth::api {

struct Reply;  // api/reply.h

// The parts of a request that the pipeline hands on. Views point into the request, which outlives the call.
struct Envelope {
  std::string request_id;
  // The connection, or what a trusted proxy said; once a client has proved its secret, the person whom it
  // says that it calls for (modules/authentication/client_auth.h).
  std::string client_ip;
  std::string person_ip;  // x-real-ip, if it is an address: anybody's word until then
  std::string_view user_agent;
  // Of the client's TLS connection, in DER, as a trusted proxy passes it on, and whether that has verified it
  // (server.client_certificate).
  std::string certificate;
  bool certificate_is_verified = false;
  std::string_view device_id;  // x-authing-device-id, x-genauth-device-id: what the client says of itself
  std::string_view origin;     // the Origin header: the page that calls, where a browser sends it
  // How the caller addressed us, checked against the configured hosts: "http://localhost:3000", with the
  // application's path prefix if there was one ("http://localhost:3000/<appId>"). Issuers and links are built
  // from it.
  std::string base_url;
  // A name below the base domain, and what base_url is if an application has it: believe_host() (envelope.h).
  std::string claimed_host, claimed_base_url;
  locale::Language language = locale::Language::kZhCn;
  bool legacy = false;        // of /api/v2/: the envelope also has the members that the V2 clients read
  std::string_view cookies;   // the Cookie header
  std::string interaction;    // of a hosted page: "<id>.<secret>", unproved (modules/interactions)
  bool account_page = false;  // the account centre asks: the browser's own session stands for a token
  bool wants_page = false;    // a browser that navigates: an error may be a page
  bool from_browser = false;  // it says where it comes from (Origin, Sec-Fetch-Site), as programs do not
};

// Who calls. What the credential did not prove stays empty.
struct Caller {
  std::string user_id, session_id;  // user calls
  std::string scope;
  // Of a browser that calls by itself: when its person proved who they are, epoch ms. 0: the session says.
  std::int64_t signed_in_at = 0;
  std::string access_key_id;          // management calls
  bool client_authenticated = false;  // the application proved its secret
};

// How an application authenticated on the endpoints that take client credentials.
struct ClientCredentials {
  enum class Source : std::uint8_t { kNone, kBasic, kBody };
  Source source = Source::kNone;
  std::string id, secret;
};

// Not thread-safe; lives for one call. Handlers get it by reference and keep nothing of it.
class Call {
 public:
  Call(const Services& services, db::Database& store, const Clock& time, const Operation& op)
      : services_(services), database(store), clock(time), operation(op), now_ms(time.now_ms()) {}

  template <class T>
  T& service() const {  // T may be const
    return services_.get<T>();
  }
  const Services& services() const { return services_; }

  // Transactions and snapshots; see db/database.h for the rules of a unit.
  template <class F>
  auto write(F&& unit) {
    return database.write(std::forward<F>(unit));
  }
  template <class F>
  auto read(F&& unit) {
    return database.read(std::forward<F>(unit));
  }

  std::string new_id() const { return genauth::new_id(now_ms); }

  // The request as sent: what the generated decoding reads. The document is null when there was no body.
  const json::Document* document() const { return document_; }
  std::span<const std::pair<std::string, std::string>> query_params() const { return query_; }
  std::span<const std::pair<std::string, std::string>> form_params() const { return form_; }

  std::optional<std::string_view> cookie(std::string_view name) const {
    return find_cookie(envelope.cookies, name);
  }
  // Goes out with the answer, whatever it is.
  void set_cookie(const Cookie& cookie) { set_cookies.push_back(set_cookie_line(cookie)); }

 private:
  const Services& services_;

 public:
  db::Database& database;
  const Clock& clock;
  const Operation& operation;
  const std::int64_t now_ms;  // one time for the whole call

  Envelope envelope;
  Caller caller;
  std::string pool_id,
      app_id;  // resolved before authentication; a credential of another pool never gets here
  // What the pipeline read of the application: see modules/applications/of_call.h.
  std::shared_ptr<const void> application;
  ClientCredentials client;
  // The token of the Authorization header as it came, proved or not: for operations that take one of their
  // own, such as an mfaToken. Empty for Basic.
  std::string_view bearer;

  std::string_view prebuilt;     // the handler's data where it was ready (json::Prebuilt)
  std::shared_ptr<Reply> reply;  // the handler's answer where it is no envelope (x-reply)
  std::vector<std::string> set_cookies;

  const json::Document* document_ = nullptr;
  std::vector<std::pair<std::string, std::string>> query_, form_;
};

}  // namespace genauth::api
