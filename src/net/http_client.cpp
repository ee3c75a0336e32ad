#include "net/http_client.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "net/curl.h"
#include "net/http_message.h"

namespace genauth::net {
namespace {

constexpr std::size_t kMostIdleHandles = 8;
constexpr std::size_t kMostHeaderBytes = 32U << 10;

// What the callbacks of one transfer share.
struct Transfer {
  HttpAnswer answer;
  std::size_t max_body_bytes = 0;
  std::size_t header_bytes = 0;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t bytes = size * count;
  if (transfer.answer.body.size() + bytes > transfer.max_body_bytes) return CURL_WRITEFUNC_ERROR;
  transfer.answer.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t bytes = size * count;
  transfer.header_bytes += bytes;
  if (transfer.header_bytes > kMostHeaderBytes) return 0;
  const std::string_view line(data, bytes);
  if (line.starts_with("HTTP/")) transfer.answer.headers.clear();  // an interim answer (100, 103) came before
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    transfer.answer.headers.emplace_back(to_lower_ascii(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return bytes;
}

bool is_header_value(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; });
}

Error unreachable(std::string host, std::string detail) {
  return Error(errors::kProviderUnreachable, std::move(detail)).with_arg(std::move(host));
}

// The host of a URL that may be called; the error names what is wrong with the rest.
Result<std::string> check_url(const std::string& url, bool allow_plain_http) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    curl_url_get(parsed.get(), which, &text, 0);
    std::string out = text != nullptr ? text : "";
    curl_free(text);
    return out;
  };
  if (!parsed ||
      curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return unreachable("", "malformed URL");
  }
  const std::string scheme = part(CURLUPART_SCHEME);
  std::string host = part(CURLUPART_HOST);
  if (scheme != "https" && !(scheme == "http" && allow_plain_http)) {
    return unreachable(std::move(host), "URL must start with https://");
  }
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty()) {
    return unreachable(std::move(host), "URL must not carry a user or password");
  }
  return host;
}

Result<CurlList> header_list(const HttpCall& call, const std::string& host) {
  CurlList list;
  for (const auto& [name, value] : call.headers) {
    if (!is_token(name) || !is_header_value(value)) return unreachable(host, "malformed header " + name);
    // libcurl takes "Name:" for an order to remove the header; an empty one is written with a semicolon.
    list.append(value.empty() ? name + ";" : name + ": " + value);
  }
  list.append("Expect:");  // no waiting for "100 Continue"
  return list;
}

void set_request(CURL* curl, const HttpCall& call) {
  curl_easy_setopt(curl, CURLOPT_URL, call.url.c_str());
  if (call.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (call.method != "GET" || !call.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, call.body.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  }
}

}  // namespace

const std::string* HttpAnswer::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, [](const auto& pair) { return pair.first; });
  return found == headers.end() ? nullptr : &found->second;
}

// Handles carry the open connections, so they are kept: the most recently used first.
struct HttpClient::Core {
  Options options;
  std::mutex mutex;
  std::vector<CurlHandle> idle;

  CurlHandle take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return new_curl_handle();
    CurlHandle handle = std::move(idle.back());
    idle.pop_back();
    return handle;
  }
  void give_back(CurlHandle handle) {
    curl_easy_reset(handle.get());
    const std::lock_guard lock(mutex);
    if (idle.size() < kMostIdleHandles) idle.push_back(std::move(handle));
  }
};

HttpClient::HttpClient(Options options) : core_(std::make_unique<Core>()) {
  core_->options = std::move(options);
}
HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::send(const HttpCall& call) const {
  const Options& options = core_->options;
  const std::string host = TRY(check_url(call.url, options.allow_plain_http));
  if (!is_token(call.method)) return unreachable(host, "malformed method");
  const CurlList headers = TRY(header_list(call, host));

  CurlHandle handle = core_->take();
  CURL* curl = handle.get();
  Transfer transfer{.answer = {}, .max_body_bytes = call.max_response_bytes};
  EgressCheck egress{.egress = options.egress, .is_host_allowed = options.egress.allows_host(host)};
  set_common(curl, egress, options.ca_file, call.connect_timeout_ms, call.timeout_ms);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, options.allow_plain_http ? "http,https" : "https");
  set_request(curl, call);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) {
    return unreachable(host, egress.refused.empty()
                                 ? curl_easy_strerror(code)
                                 : "address " + egress.refused + " is not allowed (egress.allow)");
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  transfer.answer.status = static_cast<int>(status);
  core_->give_back(std::move(handle));
  return std::move(transfer.answer);
}

}  // namespace genauth::net
