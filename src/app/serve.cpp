#include "app/serve.h"

#include <csignal>
#include <cstdio>

#include "api/operation.h"
#include "app/control.h"
#include "app/demo.h"
#include "app/dev_pages.h"
#include "app/directory.h"
#include "app/front.h"
#include "app/installation.h"
#include "app/logout_notifier.h"
#include "app/management_port.h"
#include "app/oidc_adapter.h"
#include "app/ping_notifier.h"
#include "app/sweeper.h"
#include "base/log.h"
#include "db/change_feed.h"
#include "gen/errors/objects.h"

namespace genauth::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "genauth: %s\n", error.detail().empty() ? "cannot start" : error.detail().c_str());
  return 1;
}

// Blocked in every thread before any is started, so that only wait_for_end() sees them.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

// SIGHUP reopens the log and reads the certificate again; the others end the server.
void wait_for_end(const sigset_t& signals, net::Server& server, bool has_tls) {
  for (int signal = 0; sigwait(&signals, &signal) == 0;) {
    if (signal != SIGHUP) return log::info("serve.stopping", {{"signal", signal}});
    log::reopen();
    if (!has_tls) continue;
    if (const Result<void> reloaded = server.reload_tls(); !reloaded)
      log::error("tls.not_reloaded", {{"why", reloaded.error().detail()}});
  }
}

net::Options server_options(const config::Config& config) {
  net::Options options;
  options.listen = {{config.server.listen, !config.server.tls.certificate.empty()}};
  options.tls_certificate_file = config.server.tls.certificate;
  options.tls_key_file = config.server.tls.key;
  options.loops = config.workers.loops > 0 ? static_cast<unsigned>(config.workers.loops)
                                           : std::max(1U, std::thread::hardware_concurrency());
  options.limits.head_bytes = static_cast<std::size_t>(config.limits.head_bytes);
  options.limits.body_bytes = static_cast<std::uint64_t>(config.limits.body_bytes);
  options.limits.connections = static_cast<std::size_t>(config.limits.connections);
  options.limits.connections_per_address = static_cast<std::size_t>(
      config.limits.connections_per_address > 0 ? config.limits.connections_per_address
                                                : config.limits.connections);
  options.limits.idle_timeout_ms = config.limits.idle_ms;
  options.limits.head_timeout_ms = config.limits.head_ms;
  return options;
}

api::PipelineOptions pipeline_options(const config::Config& config) {
  api::PipelineOptions options;
  options.request_timeout_ms = config.limits.request_ms;
  options.body_bytes_max = config.limits.body_bytes;
  options.json_limits.max_depth = static_cast<std::size_t>(config.limits.json_depth);
  options.json_limits.max_members = static_cast<std::size_t>(config.limits.json_members);
  return options;
}

Result<net::TrustedProxies> trusted_proxies(const config::Config& config) {
  std::string list;
  for (const std::string& network : config.server.trusted_proxies) list += network + " ";
  auto networks = net::parse_networks(list);
  if (!networks) return Error(errors::kInvalidOperation, "server.trusted_proxies is not a list of networks");
  return *std::move(networks);
}

void greet(const Demo& demo) {
  std::fputs(welcome(demo).c_str(), stdout);
  std::fflush(stdout);
}

Result<int> run(config::Config config) {
  const sigset_t signals = block_signals();
  const std::int64_t started_ns = Clock::steady_ns();
  const net::TrustedProxies trusted = TRY(trusted_proxies(config));
  const std::unique_ptr<Installation> in = TRY(open_installation(std::move(config), Schema::kBringUpToDate));
  const auto address = config::parse_address(in->config.server.listen);
  const int port = address ? address->port : 0;

  db::ChangeFeed feed(*in->database);
  TRY(feed.start());
  Directory directory(*in);
  api::Metrics metrics(api::operations(), Front::kOtherOperations);
  api::RateLimiter limiter(in->config.rate.address_per_minute);
  api::RateLimiter subject_limiter(in->config.rate.subject_per_minute);
  const auto threads = [](std::int64_t n) { return static_cast<unsigned>(n); };
  net::Workers workers("call", threads(in->config.workers.threads) + in->gate->threads_max(),
                       static_cast<std::size_t>(in->config.workers.queue));
  net::Workers outbound("outbound", threads(in->config.workers.outbound_threads),
                        static_cast<std::size_t>(in->config.workers.outbound_queue));
  api::Pipeline pipeline(api::operations(),
                         {in->services, *in->database, in->clock, directory, workers, outbound, limiter,
                          subject_limiter, metrics},
                         pipeline_options(in->config));
  OidcAdapter oidc(*in);
  oidc::Ports ports = oidc.ports();

  std::optional<Demo> demo;
  std::optional<DevPages> dev_pages;
  if (in->config.dev) {
    demo = TRY(open_demo(*in, "http://localhost:" + std::to_string(port)));
    dev_pages.emplace(*in, demo->dev_token);
  }
  Front front({*in, pipeline, directory, ports, workers, outbound, limiter, metrics,
               dev_pages ? &*dev_pages : nullptr},
              trusted, port);
  net::Options options = server_options(in->config);
  options.body_limit = [&](std::string_view method, std::string_view path) {
    return front.body_limit(method, path);
  };
  options.error_response = [&](const net::Refusal& refusal) { return front.refused(refusal); };
  net::Server server(options,
                     [&](std::shared_ptr<net::Exchange> exchange) { front.handle(std::move(exchange)); });
  TRY(server.start());
  const std::unique_ptr<net::Server> management = TRY(open_management_port(*in, metrics, server, feed));
  in->hub->start();
  Sweeper sweeper(*in);
  LogoutNotifier logout_notifier(*in, http_options(in->config));
  PingNotifier ping_notifier(*in, http_options(in->config));
  const std::unique_ptr<Control> control = TRY(Control::open(*in));
  if (demo) greet(*demo);
  log::info("serve.ready", {{"listen", in->config.server.listen},
                            {"management", in->config.server.management_listen},
                            {"ms", (Clock::steady_ns() - started_ns) / 1'000'000}});
  wait_for_end(signals, server, !in->config.server.tls.certificate.empty());
  server.stop(in->config.server.drain_ms);
  management->stop(0);
  workers.stop();
  outbound.stop();
  return 0;
}

}  // namespace

int serve(config::Config config) {
  const Result<int> status = run(std::move(config));
  return status ? *status : fail(status.error());
}

}  // namespace genauth::app
