#include "app/client_documents.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "json/value.h"

namespace genauth::app {
namespace {

bool is_small_key_set(const std::string& text) {
  const Result<json::Value> set = json::Value::parse(text, {ClientDocuments::kMaxBytes, 8, 5'000});
  const json::Value* keys = set ? set->find("keys") : nullptr;
  return keys && keys->array() && keys->array()->size() <= ClientDocuments::kMaxKeys;
}

// RFC 9111 §5.2.2: the directives that say how long; -1 if none does.
std::int64_t fresh_ms_of(const std::string* cache_control) {
  if (cache_control == nullptr) return -1;
  std::int64_t fresh_ms = -1;
  std::string_view left = *cache_control;
  while (!left.empty()) {
    const std::size_t comma = std::min(left.find(','), left.size());
    const std::string directive = to_lower_ascii(trim(left.substr(0, comma)));
    left.remove_prefix(std::min(comma + 1, left.size()));
    if (directive == "no-store" || directive == "no-cache") return 0;
    if (!directive.starts_with("max-age=")) continue;
    const auto seconds = parse_int(std::string_view(directive).substr(8));
    if (seconds && *seconds >= 0) fresh_ms = std::min<std::int64_t>(*seconds, 86'400) * 1000;
  }
  return fresh_ms;
}

// Lets others in for a while.
class Unlocked {
 public:
  explicit Unlocked(std::unique_lock<std::mutex>& lock) : lock_(lock) { lock_.unlock(); }
  Unlocked(const Unlocked&) = delete;
  Unlocked& operator=(const Unlocked&) = delete;
  ~Unlocked() { lock_.lock(); }

 private:
  std::unique_lock<std::mutex>& lock_;
};

constexpr std::string_view kJson = "application/json, application/jwt, */*;q=0.1";

}  // namespace

const ClientDocuments::Purpose ClientDocuments::kKeys{"keys", kJson};
const ClientDocuments::Purpose ClientDocuments::kObject{"object", kJson};
const ClientDocuments::Purpose ClientDocuments::kMetadata{"metadata", kJson, "json"};
const ClientDocuments::Purpose ClientDocuments::kSector{"sector", kJson, "", false};
const ClientDocuments::Purpose ClientDocuments::kPicture{"picture", "image/png, image/jpeg"};

// One thread's part in a fetch. However that ends, nobody waits for ever. Made and destroyed under the mutex.
class ClientDocuments::Part {
 public:
  explicit Part(ClientDocuments& documents) : documents_(documents) { ++documents_.busy_; }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  ~Part() {
    --documents_.busy_;
    if (!fetched_) return;
    fetched_->is_fetching = false;
    documents_.arrived_.notify_all();
  }
  void fetches(Handle document) {
    fetched_ = std::move(document);
    fetched_->is_fetching = true;
  }

 private:
  ClientDocuments& documents_;
  Handle fetched_;
};

oidc::Outcome<std::string> ClientDocuments::keys(const oidc::Client& client, bool fresh) {
  if (client.jwks_uri.empty()) return client.jwks;
  const Document known = TRY(document(client.jwks_uri, fresh ? kPauseMs : kKeysLifeMs, kKeys));
  return is_small_key_set(known.body) ? known.body : std::string(R"({"keys":[]})");
}

oidc::Outcome<std::string> ClientDocuments::request_object(const oidc::Client&, std::string_view uri) {
  const Document known = TRY(document(uri, kObjectLifeMs, kObject));
  if (known.body.empty())
    return oidc::Error{oidc::Kind::kInvalidRequestUri, "nothing could be read at request_uri"};
  return known.body;
}

oidc::Outcome<ClientDocuments::Metadata> ClientDocuments::metadata(std::string_view address) {
  const Document known = TRY(document(address, kPauseMs, kMetadata));
  return Metadata{known.body, known.fresh_ms};
}

oidc::Outcome<std::string> ClientDocuments::sector(std::string_view uri, std::int64_t age_max_ms) {
  return TRY(document(uri, age_max_ms, kSector)).body;
}

oidc::Outcome<std::string> ClientDocuments::picture(std::string_view uri) {
  return TRY(document(uri, kPauseMs, kPicture)).body;
}

oidc::Outcome<ClientDocuments::Document> ClientDocuments::document(std::string_view uri, std::int64_t life_ms,
                                                                   const Purpose& purpose) {
  std::unique_lock lock(mutex_);
  const Handle document = remembered(uri, purpose);
  const std::int64_t age_ms = clock_.now_ms() - document->fetched_at;
  const std::int64_t limit_ms = document->body.empty() ? std::min(life_ms, kPauseMs) : life_ms;
  if (!document->is_fetching && document->fetched_at > 0 && age_ms < limit_ms) return *document;
  // While one thread looks again, the rest go on with what has just become old.
  if (document->is_fetching && life_ms > kPauseMs && !document->body.empty() && age_ms < 2 * life_ms)
    return *document;
  if (busy_ >= kBusyMax)
    return oidc::Error{oidc::Kind::kThrottled, "too many addresses of clients are slow at the moment", 1};
  Part part(*this);
  if (document->is_fetching) {
    arrived_.wait(lock, [&] { return !document->is_fetching; });
    return *document;
  }
  part.fetches(document);
  Metadata found;
  {
    const Unlocked unlocked(lock);
    found = fetched(uri, purpose);
  }
  const std::int64_t now_ms = clock_.now_ms();
  document->fetched_at = now_ms;
  // What was good a while ago is better than nothing while its server cannot be reached, but not for ever.
  if (!found.body.empty() || !purpose.may_be_stale || now_ms - document->good_at > kKeysLifeMs) {
    document->good_at = now_ms;
    document->body = std::move(found.body);
    document->fresh_ms = found.fresh_ms;
  }
  return *document;
}

ClientDocuments::Metadata ClientDocuments::fetched(std::string_view uri, const Purpose& purpose) const {
  net::HttpCall call;
  call.url = uri;
  call.headers = {{"Accept", std::string(purpose.accept)}};
  call.timeout_ms = 5'000;
  call.max_response_bytes = kMaxBytes;
  Result<net::HttpAnswer> answer = http_.send(call);
  const std::string* said = answer ? answer->header("content-type") : nullptr;
  const bool is_typed =
      purpose.type.empty() || said == nullptr || said->find(purpose.type) != std::string::npos;
  if (answer && answer->status == 200 && is_typed)
    return {std::move(answer->body), fresh_ms_of(answer->header("cache-control"))};
  log::warn("oidc.document_not_fetched",
            {{"uri", uri}, {"why", answer ? std::to_string(answer->status) : answer.error().detail()}});
  return {};
}

// The longest unused one goes where there are too many.
ClientDocuments::Handle ClientDocuments::remembered(std::string_view uri, const Purpose& purpose) {
  const std::string key = std::string(purpose.name).append(" ").append(uri);
  if (const auto known = documents_.find(key); known != documents_.end()) return known->second;
  if (documents_.size() >= kRemembered) {
    documents_.erase(
        std::ranges::min_element(documents_, {}, [](const auto& each) { return each.second->fetched_at; }));
  }
  return documents_.emplace(key, std::make_shared<Document>()).first->second;
}

}  // namespace genauth::app
