#include "api/envelope.h"

#include "base/encoding.h"
#include "gen/error_table.h"
#include "locale/language.h"

namespace genauth::api {
namespace {

constexpr std::string_view kSuccess[] = {"操作成功", "Operation successful", "操作成功",
                                         "操作が成功しました"};

std::string open_body(int status_code, std::string_view message) {
  std::string body;
  body.reserve(160);
  body.append("{\"statusCode\":").append(std::to_string(status_code));
  body.append(",\"message\":").append(json_quote(message));
  return body;
}

// What the V2 clients read beside, or instead of, the members of V3: 200 or the finer of the two codes, and
// an id.
void add_legacy(std::string& body, const Envelope& envelope, int code) {
  if (!envelope.legacy) return;
  body.append(",\"code\":").append(std::to_string(code));
  body.append(",\"uniqueId\":\"").append(envelope.request_id).append("\"");
}

void open_success(std::string& body, const Envelope& envelope) {
  body.append("{\"statusCode\":200,\"message\":\"")
      .append(kSuccess[static_cast<std::size_t>(envelope.language)])
      .append("\",\"requestId\":\"")
      .append(envelope.request_id)
      .append("\"");
  add_legacy(body, envelope, 200);
}

void close_body(std::string& body, const Envelope& envelope, std::string_view data_json) {
  body.append(",\"requestId\":\"").append(envelope.request_id).append("\"");
  if (!data_json.empty()) body.append(",\"data\":").append(data_json);
  body += '}';
}

}  // namespace

std::string success_head(const Envelope& envelope) {
  std::string body;
  open_success(body, envelope);
  return body += ",\"data\":";
}

std::string success_body(const Envelope& envelope, std::string_view data_json) {
  std::string body;
  body.reserve(160 + data_json.size());
  open_success(body, envelope);
  if (!data_json.empty()) body.append(",\"data\":").append(data_json);
  return body += '}';
}

std::string failure_body(const Envelope& envelope, const Error& error) {
  const ErrorRow& row = error_row(error.code());
  std::string body = open_body(row.status_code,
                               locale::message(error.code(), envelope.language, error.field(), error.arg()));
  if (row.api_code != 0) body.append(",\"apiCode\":").append(std::to_string(row.api_code));
  add_legacy(body, envelope, row.api_code != 0 ? row.api_code : row.status_code);
  close_body(body, envelope, error.data_json());
  return body;
}

int http_status(const Error& error) {
  return error_row(error.code()).http_status;
}

void believe_host(Envelope& envelope, Directory& directory) {
  if (envelope.claimed_host.empty()) return;
  const auto place = directory.by_host(envelope.claimed_host);
  envelope.claimed_host.clear();
  if (place && !place->app_id.empty()) envelope.base_url = std::move(envelope.claimed_base_url);
}

}  // namespace genauth::api
