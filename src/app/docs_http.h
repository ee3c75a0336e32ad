// The reference of src/docs as HTTP answers: coding, caching and the headers that keep pages to themselves.
#pragma once
#include <string_view>

#include "net/http_message.h"

namespace genauth::app {

inline bool is_docs_path(std::string_view path) {
  return path == "/docs" || path.starts_with("/docs/");
}

// `path` is decoded. Thread-safe.
net::Response answer_docs(const net::Request& request, std::string_view path);

}  // namespace genauth::app
