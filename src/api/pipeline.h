// The way of a V3 call from the parsed HTTP request to the answer. pipeline.cpp holds the order as one table.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "api/directory.h"
#include "api/metrics.h"
#include "api/rate_limit.h"
#include "api/router.h"
#include "api/signature.h"
#include "json/document.h"
#include "net/http_server.h"
#include "net/workers.h"

namespace genauth::api {

struct PipelineOptions {
  std::int64_t request_timeout_ms = 30'000;  // a call that waited longer for a worker is given up unstarted
  std::int64_t signature_window_ms = 300'000;
  std::int64_t body_bytes_max = 1 << 20;  // of an operation that names no limit of its own
  json::Limits json_limits;               // but for the bytes
};

// What the pipeline works with. References outlive it.
struct PipelineParts {
  const Services& services;
  db::Database& database;
  const Clock& clock;
  Directory& directory;
  net::Workers& workers;         // lane auto
  net::Workers& outbound;        // lane outbound
  RateLimiter& limiter;          // by client address
  RateLimiter& subject_limiter;  // by user or access key
  Metrics& metrics;
};

// One request on its way; made by the front door (src/app), which knows hosts, proxies and path prefixes.
struct Incoming {
  std::shared_ptr<net::Exchange> exchange;
  std::string path;         // percent-decoded, without the application's prefix
  std::string path_app_id;  // of "/{appId}/…", empty if none
  Envelope envelope;
  // The cookie of the browser's session that single sign-on brings to this host with this very call.
  std::string brought_session = {};
  bool is_private = false;      // over TLS, or from this machine: nobody in between could have changed it
  std::int64_t arrived_ns = 0;  // Clock::steady_ns()
};

// Thread-safe.
class Pipeline {
 public:
  Pipeline(std::span<const Operation> operations, const PipelineParts& parts, const PipelineOptions& options);

  // Called on an event loop; answers there or on a worker. Never blocks the loop.
  void handle(Incoming incoming);

  // The largest body of the operation behind this path, for the server's limit.
  std::int64_t body_limit(std::string_view method, std::string_view path) const;
  // Whether pages of other origins may call it, if the application names them.
  bool is_cross_origin(std::string_view method, std::string_view path) const;
  // Whether pages of every origin may read it: it says the same to everybody.
  bool is_public_document(std::string_view method, std::string_view path) const;

 private:
  struct Work;
  struct Step;
  static const Step kSteps[];

  void run(const std::shared_ptr<Work>& work);
  static net::Response answer(Work& work);
  void finish(Work& work, const Result<void>& outcome);
  void refuse(Incoming& incoming, const Operation* operation, const Error& error);
  std::int64_t body_limit(const Operation& operation) const;
  bool runs_inline(const Operation& operation) const;

  Result<void> limit_address(Work& work);
  Result<void> parse_query(Work& work);
  Result<void> parse_body(Work& work);
  Result<void> choose_lane(Work& work);
  Result<void> resolve_place(Work& work);
  Result<void> authenticate(Work& work);
  Result<void> authenticate_browser(Work& work);
  Result<void> authenticate_user(Work& work);
  Result<void> authenticate_management(Work& work);
  // What the key may do.
  Result<std::string> authenticate_signature(Work& work, std::string_view authorization);
  Result<void> check_signature(Work& work, const SignatureHeader& header, std::string_view secret,
                               bool has_loose_query) const;
  Result<void> allow_origin(Work& work);
  Result<void> limit_subject(Work& work);
  Result<void> invoke(Work& work);

  Router router_;
  PipelineParts parts_;
  PipelineOptions options_;
};

}  // namespace genauth::api
