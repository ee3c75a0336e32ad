// A file that is linked into the program, gzipped, as an HTTP answer: in the coding that the request takes,
// or 304 where the browser has it. Thread-safe.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "docs/docs.h"
#include "net/http_message.h"

namespace genauth::app {

// `headers` are those of the kind of file: what it may load, how long it is kept.
net::Response bundled_file(const net::Request& request, const docs::Answer& file,
                           std::vector<std::pair<std::string, std::string>> headers);

}  // namespace genauth::app
