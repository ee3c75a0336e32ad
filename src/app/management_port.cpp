#include "app/management_port.h"

#include <unistd.h>

#include <fstream>

#include "gen/sql/app.h"

namespace genauth::app {
namespace {

net::Response text(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(body);
  return response;
}

// Why a call could not be answered well; empty: it could.
std::string_view why_not_ready(Installation& in) {
  // Asked first, since a store that hangs would hold up the answer.
  if (!in.database->subscribers()->trusted()) return "the change log cannot be read\n";
  const Result<void> read = in.database->read([](db::Session& session) -> Result<void> {
    TRY(session.query(sql::find_installation_value, {"born_in"}));
    return {};
  });
  return read ? "" : "the store does not answer\n";
}

// Resident pages, the second field of /proc/self/statm.
std::int64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t total = 0, resident = 0;
  statm >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

void line(std::string& out, std::string_view name, std::string_view type, std::uint64_t value) {
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
  out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

std::string metrics_text(Installation& in, const api::Metrics& metrics, const net::Server& serving,
                         const db::ChangeFeed& feed) {
  std::string out;
  metrics.render(out);
  in.send_meter.render(out);
  const net::ServerStats http = serving.stats();
  line(out, "genauth_connections_open", "gauge", http.connections_open);
  line(out, "genauth_connections_total", "counter", http.connections_accepted);
  line(out, "genauth_connections_refused_total", "counter", http.connections_refused);
  line(out, "genauth_http_requests_total", "counter", http.requests);
  line(out, "genauth_http_requests_refused_total", "counter", http.requests_refused);
  const net::Gate::Stats gate = in.gate->stats();
  line(out, "genauth_hash_gate_admitted_total", "counter", gate.admitted);
  line(out, "genauth_hash_gate_refused_total", "counter", gate.refused);
  line(out, "genauth_hash_gate_waiting", "gauge", gate.waiting);
  line(out, "genauth_token_verifications_total", "counter", in.keys->verifications());
  line(out, "genauth_change_log_late_ms", "gauge", static_cast<std::uint64_t>(feed.late_ms()));
  line(out, "genauth_caches_trusted", "gauge", in.database->subscribers()->trusted() ? 1 : 0);
  line(out, "process_resident_memory_bytes", "gauge", static_cast<std::uint64_t>(resident_bytes()));
  return out;
}

}  // namespace

Result<std::unique_ptr<net::Server>> open_management_port(Installation& in, const api::Metrics& metrics,
                                                          const net::Server& serving,
                                                          const db::ChangeFeed& feed) {
  net::Options options;
  options.listen = {{in.config.server.management_listen, false}};
  options.limits.connections = 64;
  options.limits.body_bytes = 0;
  auto server = std::make_unique<net::Server>(options, [&](const std::shared_ptr<net::Exchange>& exchange) {
    const std::string_view path = exchange->request().path();
    if (path == "/livez") return exchange->respond(text(200, "ok\n"));
    if (path == "/readyz") {
      const std::string_view why = why_not_ready(in);
      return exchange->respond(text(why.empty() ? 200 : 503, std::string(why.empty() ? "ok\n" : why)));
    }
    if (path == "/metrics") return exchange->respond(text(200, metrics_text(in, metrics, serving, feed)));
    exchange->respond(text(404, "there is /livez, /readyz and /metrics\n"));
  });
  TRY(server->start());
  return server;
}

}  // namespace genauth::app
