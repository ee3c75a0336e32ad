// What parse_form accepts is UTF-8 and survives being encoded and parsed again.
#include <cstdlib>

#include "base/encoding.h"
#include "net/form.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  const auto form = net::parse_form({reinterpret_cast<const char*>(data), size});
  if (!form) return 0;
  std::string again;
  for (const auto& [name, value] : *form) {
    if (!is_utf8(name) || !is_utf8(value)) std::abort();
    again.append(percent_encode(name)).append("=").append(percent_encode(value)).append("&");
  }
  if (net::parse_form(again) != form) std::abort();
  return 0;
}
