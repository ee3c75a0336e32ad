// What is left of any sheet is a fixed point, loads nothing and looks at no attribute.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "css/css.h"
#include "css/tokens.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  const auto cleaned = css::clean({reinterpret_cast<const char*>(data), size});
  if (!cleaned) return 0;
  // Escapes may make it longer than it may be; then nobody reads it again.
  if (cleaned->text.size() <= css::kBytesMax) {
    const auto again = css::clean(cleaned->text);
    require(again && again->text == cleaned->text && again->dropped.empty());
  }
  bool is_value = false;
  for (const css::Token& token : css::tokens_of(cleaned->text)) {
    if (token.is('{') || token.is('}') || token.is(';')) is_value = false;
    if (token.is(':')) is_value = true;
    require(token.kind != css::Kind::kBad && token.kind != css::Kind::kUrl);
    if (token.kind == css::Kind::kAtKeyword)
      require(token.text == "media" || token.text == "supports" || token.text == "keyframes");
    if (token.is('[')) require(is_value);
  }
  return 0;
}
