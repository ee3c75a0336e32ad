// /livez, /readyz and /metrics on an address of their own, for the machine's operator.
#pragma once
#include <memory>

#include "api/metrics.h"
#include "app/installation.h"
#include "db/change_feed.h"
#include "net/http_server.h"

namespace genauth::app {

// Starts listening. `serving` gives the public server's counters. Ready means that the store answers and that
// the change log was read to its end within the last five seconds.
Result<std::unique_ptr<net::Server>> open_management_port(Installation& installation,
                                                          const api::Metrics& metrics,
                                                          const net::Server& serving,
                                                          const db::ChangeFeed& feed);

}  // namespace genauth::app
