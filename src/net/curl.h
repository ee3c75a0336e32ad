// What the two clients on libcurl share. Private to this folder: it includes libcurl's header.
#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

#include "net/egress.h"

namespace genauth::net {

using CurlHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
CurlHandle new_curl_handle();  // initialises libcurl at its first call; aborts when out of memory

class CurlList {
 public:
  void append(const std::string& text) {
    curl_slist* longer = curl_slist_append(list_.get(), text.c_str());
    (void)list_.release();
    list_.reset(longer);
  }
  curl_slist* get() const { return list_.get(); }

 private:
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> list_{nullptr, &curl_slist_free_all};
};

// Lives as long as the transfer whose sockets it judges.
struct EgressCheck {
  const Egress& egress;
  bool is_host_allowed = false;
  std::string refused = {};  // out: the address that was refused
};

// Everything that no caller may change: verification, time-outs, no proxy, no signals, every socket checked.
void set_common(CURL* curl, EgressCheck& egress, const std::string& ca_file, int connect_timeout_ms,
                int timeout_ms);

}  // namespace genauth::net
