#include "api/call_log.h"

#include <algorithm>
#include <string>

#include "base/encoding.h"
#include "base/log.h"
#include "gen/error_table.h"

namespace genauth::api {
namespace {

constexpr std::size_t kClientMax = 48;

// "authing-node-sdk:4.0.2", "Mozilla/5.0". What a stranger sends ends at the first character that is none of
// a word.
std::string_view client_of(const net::Request& request) {
  std::string_view name = request.header("x-authing-sdk-version").value_or("");
  if (name.empty()) name = request.header("x-genauth-sdk-version").value_or("");
  if (name.empty()) name = request.header("user-agent").value_or("");
  const auto end = std::ranges::find_if(name, [](char c) { return c <= ' ' || c > '~'; });
  return name.substr(0, std::min(kClientMax, static_cast<std::size_t>(end - name.begin())));
}

}  // namespace

void log_call(const Incoming& incoming, const Operation* operation, const Call* call, int status_code,
              const Error* error, std::int64_t micros) {
  if (log::level() > log::Level::kInfo) return;
  std::string line;
  line.reserve(384);
  line.append("{\"time\":\"").append(iso8601_ms(Clock().real_ms()));
  line.append("\",\"level\":\"").append(status_code >= 500 && status_code != 501 ? "error" : "info");
  line.append("\",\"event\":\"call\",\"operation\":\"").append(operation ? operation->name : "unmatched");
  line.append("\",\"status\":").append(std::to_string(status_code));
  if (error != nullptr) line.append(",\"error\":\"").append(error_row(error->code()).key).append("\"");
  if (error != nullptr && !error->detail().empty())
    line.append(",\"detail\":").append(json_quote(error->detail()));
  line.append(",\"us\":").append(std::to_string(micros));
  line.append(",\"request_id\":\"").append(incoming.envelope.request_id);
  line.append("\",\"ip\":").append(json_quote(incoming.envelope.client_ip));
  if (call != nullptr && !call->pool_id.empty())
    line.append(",\"pool\":\"").append(call->pool_id).append("\"");
  if (call != nullptr && !call->app_id.empty()) line.append(",\"app\":\"").append(call->app_id).append("\"");
  if (call != nullptr && !call->caller.user_id.empty())
    line.append(",\"user\":\"").append(call->caller.user_id).append("\"");
  if (call != nullptr && !call->caller.access_key_id.empty())
    line.append(",\"access_key\":").append(json_quote(call->caller.access_key_id));
  if (const auto client = client_of(incoming.exchange->request()); !client.empty())
    line.append(",\"client\":").append(json_quote(client));
  log::raw_line(line += '}');
}

}  // namespace genauth::api
