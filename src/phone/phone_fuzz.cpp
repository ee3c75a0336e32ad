// The input is "calling code \n number". What is accepted must be accepted again, unchanged, in its canonical
// form.
#include <cstdlib>

#include "phone/phone.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const auto first =
      genauth::phone::parse(input.substr(0, end), input.substr(std::min(end + 1, input.size())));
  if (!first) return 0;
  const auto again = genauth::phone::parse("", first->e164);
  if (!again || again->e164 != first->e164 || again->region != first->region) std::abort();
  return 0;
}
