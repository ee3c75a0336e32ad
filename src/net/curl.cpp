#include "net/curl.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>

namespace genauth::net {
namespace {

std::string address_text(const curl_sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "?";
  const auto* any = reinterpret_cast<const unsigned char*>(&address.addr);
  const void* bytes = any + (address.family == AF_INET6 ? offsetof(sockaddr_in6, sin6_addr)
                                                        : offsetof(sockaddr_in, sin_addr));
  inet_ntop(address.family, bytes, text, sizeof text);
  return text;
}

// libcurl asks here for a socket to an address that it has resolved, so no name can change between check and
// use.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
  auto& check = *static_cast<EgressCheck*>(context);
  if (!check.is_host_allowed && !check.egress.allows(address->addr)) {
    check.refused = address_text(*address);
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

CurlHandle new_curl_handle() {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  CurlHandle handle(kReady == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (!handle) std::abort();
  return handle;
}

void set_common(CURL* curl, EgressCheck& egress, const std::string& ca_file, int connect_timeout_ms,
                int timeout_ms) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // also overrules the environment
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_timeout_ms));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_ms));
  curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, 30L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);  // the system's authorities would count beside the file
  }
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &egress);
}

}  // namespace genauth::net
