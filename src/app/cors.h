// Which pages of other origins may read an answer (WHATWG Fetch, CORS). Never with credentials: cookies of
// ours count for our own pages alone.
#pragma once
#include <cstdint>
#include <string_view>

#include "api/directory.h"
#include "net/http_server.h"

namespace genauth::app {

enum class Readers : std::uint8_t {
  kOwnPages,          // no other origin: management, hosted pages, documents
  kApplicationPages,  // the origins that the application names, or those of its redirect URIs, exactly
  kEveryone,          // public documents: "*"
};

// Adds what lets the asking page read the answer; false if it may not. `app_id` is the application that is
// called, empty if unknown.
bool let_read(net::Response& response, Readers readers, const net::Request& request, std::string_view app_id,
              api::Directory& directory);

// 204. The headers that a page may send are named: the star would not cover authorization.
net::Response preflight(Readers readers, const net::Request& request, std::string_view app_id,
                        api::Directory& directory);

}  // namespace genauth::app
