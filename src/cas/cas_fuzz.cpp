// Answers of a CAS server, in every protocol. Who comes out of one has a name of one line.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.h"
#include "cas/cas.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  for (const auto protocol : {cas::Protocol::kCas1, cas::Protocol::kCas2, cas::Protocol::kCas3}) {
    const auto person = cas::read_answer(protocol, body);
    if (!person) continue;
    if (person->user.empty() || !is_utf8(person->user) || person->user.find('\n') != std::string::npos)
      std::abort();
  }
  return 0;
}
