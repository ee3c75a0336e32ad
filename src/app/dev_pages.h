// Development mode's own addresses: the message inbox, the virtual clock, and a page to start from. They
// exist in no production process. Each needs the developer's token, refuses foreign Host and Origin headers,
// and has no CORS.
#pragma once
#include <string>

#include "api/pipeline.h"
#include "app/installation.h"

namespace genauth::app {

// Thread-safe.
class DevPages {
 public:
  // Sets the virtual clock to where an earlier run had moved it.
  DevPages(Installation& installation, std::string token);

  // On a worker, since it reads the store.
  net::Response answer(const api::Incoming& incoming);

 private:
  bool is_allowed(const net::Request& request) const;
  net::Response messages(const net::Request& request) const;
  net::Response inbox_page() const;
  net::Response move_clock(const net::Request& request);

  Installation& in_;
  std::string token_;
};

}  // namespace genauth::app
