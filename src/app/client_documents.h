// The port oidc::ClientDocuments: what clients publish at addresses of their own, fetched over HTTPS and
// remembered for a while.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_client.h"
#include "oidc/extensions.h"

namespace genauth::app {

// Thread-safe; blocks while it fetches, so it runs on workers for outgoing calls. An address is fetched at
// most once in kPauseMs for one purpose, whatever made-up names of keys ask for, failures included; whoever
// asks meanwhile waits for the same answer, or goes on with keys that have just become old (RFC 5861). An
// answer has 5 s and 64 KiB; redirects are refused, so that no registered address leads to another. Of the
// threads that may wait for others, clients have kBusyMax at most: whoever comes then is told to come back
// (kThrottled), so that no slow address keeps a vendor from its sign-ins.
class ClientDocuments final : public oidc::ClientDocuments {
 public:
  static constexpr std::int64_t kPauseMs = 60'000, kKeysLifeMs = 600'000, kObjectLifeMs = 5'000;
  static constexpr std::size_t kRemembered = 1'000, kMaxBytes = 64U << 10, kMaxKeys = 100, kBusyMax = 8;

  ClientDocuments(net::HttpClient::Options options, const Clock& clock)
      : http_(std::move(options)), clock_(clock) {}

  oidc::Outcome<std::string> keys(const oidc::Client& client, bool fresh) override;
  oidc::Outcome<std::string> request_object(const oidc::Client& client, std::string_view uri) override;

  // A client-id metadata document.
  struct Metadata {
    std::string body;            // empty: nothing could be read
    std::int64_t fresh_ms = -1;  // for how long, as its server says (RFC 9111 §4.2.1); -1: it does not
  };
  oidc::Outcome<Metadata> metadata(std::string_view address);

  // A list of redirect URIs (OpenID Connect Core §8.1), fetched not longer ago than `age_max_ms`. Empty:
  // nothing could be read.
  oidc::Outcome<std::string> sector(std::string_view uri, std::int64_t age_max_ms);
  // The file of a picture. Empty: nothing could be read.
  oidc::Outcome<std::string> picture(std::string_view uri);

 private:
  // What an address is asked for. What it gave for one thing is not taken for another.
  struct Purpose {
    std::string_view name, accept;
    std::string_view type = {};  // that the Content-Type has to name
    bool may_be_stale = true;
  };
  static const Purpose kKeys, kObject, kMetadata, kSector, kPicture;
  struct Document {
    std::string body;  // empty: the last fetch brought nothing
    std::int64_t fetched_at = 0, good_at = 0, fresh_ms = -1;
    bool is_fetching = false;
  };
  class Part;
  using Handle = std::shared_ptr<Document>;
  // Not older than `life_ms`; its body is empty if there is none to be had. A copy.
  oidc::Outcome<Document> document(std::string_view uri, std::int64_t life_ms, const Purpose& purpose);
  Metadata fetched(std::string_view uri, const Purpose& purpose) const;
  Handle remembered(std::string_view uri, const Purpose& purpose);  // under the mutex

  net::HttpClient http_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::size_t busy_ = 0;                                  // threads that fetch or wait
  std::map<std::string, Handle, std::less<>> documents_;  // by purpose and address
};

}  // namespace genauth::app
