#include "genauth/channel.h"

#include <curl/curl.h>

#include <mutex>

namespace genauth {
namespace {

constexpr std::size_t kAnswerBytesMax = 64U << 20;

std::size_t collect(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const std::size_t length = size * count;
  if (body.size() + length > kAnswerBytesMax) return 0;  // curl gives up
  body.append(bytes, length);
  return length;
}

Failure failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OK: return Failure::kNone;
    case CURLE_OPERATION_TIMEDOUT: return Failure::kTimeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return Failure::kTls;
    case CURLE_WRITE_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: return Failure::kAnswer;
    default: return Failure::kConnect;
  }
}

// A line break in a value would smuggle in a header of its own.
bool is_one_line(const std::string& text) {
  return text.find_first_of(std::string("\r\n\0", 3)) == text.npos;
}

struct HeaderList {
  curl_slist* list = nullptr;
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  ~HeaderList() { curl_slist_free_all(list); }

  void add(const std::string& name, const std::string& value) {
    list = curl_slist_append(list, (name + ": " + value).c_str());
  }
};

std::string url_of(const Connection& connection, const Request& request) {
  std::string host = connection.host;
  while (!host.empty() && host.back() == '/') host.pop_back();
  return host + request.path + (request.query.empty() ? "" : "?" + request.query);
}

}  // namespace

// Idle handles; each keeps its connection open.
struct Channel::Handles {
  std::mutex mutex;
  std::vector<CURL*> idle;

  ~Handles() {
    for (CURL* handle : idle) curl_easy_cleanup(handle);
  }

  CURL* take() {
    const std::scoped_lock lock(mutex);
    if (idle.empty()) return curl_easy_init();
    CURL* handle = idle.back();
    idle.pop_back();
    return handle;
  }

  void give_back(CURL* handle) {
    curl_easy_reset(handle);  // keeps connections and sessions
    const std::scoped_lock lock(mutex);
    idle.push_back(handle);
  }
};

Channel::Channel(Connection connection) : connection_(std::move(connection)), handles_(new Handles) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Channel::~Channel() = default;

Answer Channel::send(const Request& request) {
  HeaderList headers;
  if (!request.content_type.empty()) headers.add("content-type", request.content_type);
  for (const auto& [name, value] : request.headers) {
    if (!is_one_line(value)) return {Failure::kConnect, "the header " + name + " has a line break"};
    headers.add(name, value);
  }
  CURL* handle = handles_->take();
  if (handle == nullptr) return {Failure::kConnect, "libcurl cannot be started"};
  Answer answer;
  char reason[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle, CURLOPT_URL, url_of(connection_, request).c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.list);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // threads
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connection_.connect_timeout.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(connection_.timeout.count()));
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &collect);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason);
  if (!connection_.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, connection_.ca_file.c_str());
  if (!request.content_type.empty() || request.method == "POST") {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  const CURLcode code = curl_easy_perform(handle);
  answer.failure = failure_of(code);
  if (code != CURLE_OK) answer.message = *reason != '\0' ? reason : curl_easy_strerror(code);
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.http_status);
  handles_->give_back(handle);
  return answer;
}

}  // namespace genauth
