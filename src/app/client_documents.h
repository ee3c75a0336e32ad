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
// most once in kPauseMs, whatever made-up names of keys ask for, failures included; whoever asks meanwhile
// waits for the same answer. An answer has 5 s and 64 KiB; redirects are refused, so that no registered
// address leads to another.
class ClientDocuments final : public oidc::ClientDocuments {
 public:
  static constexpr std::int64_t kPauseMs = 60'000, kKeysLifeMs = 600'000, kObjectLifeMs = 5'000;
  static constexpr std::size_t kRemembered = 1'000, kMaxBytes = 64U << 10, kMaxKeys = 100;

  ClientDocuments(net::HttpClient::Options options, const Clock& clock)
      : http_(std::move(options)), clock_(clock) {}

  oidc::Outcome<std::string> keys(const oidc::Client& client, bool fresh) override;
  oidc::Outcome<std::string> request_object(const oidc::Client& client, std::string_view uri) override;

 private:
  struct Document {
    std::string body;  // empty: the last fetch brought nothing
    std::int64_t fetched_at = 0, good_at = 0;
    bool is_fetching = false;
  };
  // Not older than `life_ms`; empty if there is none to be had.
  std::string document(std::string_view uri, std::int64_t life_ms);
  std::string fetched(std::string_view uri) const;
  std::shared_ptr<Document> remembered(std::string_view uri);  // under the mutex

  net::HttpClient http_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::map<std::string, std::shared_ptr<Document>, std::less<>> documents_;
};

}  // namespace genauth::app
