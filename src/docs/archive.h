// The table of the embedded files; written by tools/generate/docs.py. Read through docs.h.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

namespace genauth::docs {

struct Entry {
  std::string_view path;  // "/docs/operations/bind-phone"
  std::string_view content_type;
  std::string_view etag;     // with its quotes
  std::size_t offset, size;  // of the gzip bytes
  std::size_t plain_size;    // unpacked
};

std::span<const Entry> entries();  // sorted by path
std::string_view bytes(const Entry& entry);

}  // namespace genauth::docs
