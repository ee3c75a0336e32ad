// Unicode normalisation: the only file that sees ICU.
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>

#include "modules/passwords/passwords.h"

namespace genauth::passwords {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string normal(std::string_view password) {
  if (is_ascii(password)) return std::string(password);
  UErrorCode status = U_ZERO_ERROR;
  // UTF-16 never has more units than UTF-8 has bytes, and NFC at most triples them (Unicode UAX #15).
  std::u16string wide(password.size() + 1, u'\0');
  std::int32_t size = 0;
  u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &size, password.data(),
                static_cast<std::int32_t>(password.size()), &status);
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status) != 0) return std::string(password);
  std::u16string composed(static_cast<std::size_t>(size) * 3 + 1, u'\0');
  const std::int32_t composed_size = unorm2_normalize(nfc, wide.data(), size, composed.data(),
                                                      static_cast<std::int32_t>(composed.size()), &status);
  if (U_FAILURE(status) != 0) return std::string(password);
  std::string text(static_cast<std::size_t>(composed_size) * 3 + 1, '\0');
  std::int32_t text_size = 0;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &text_size, composed.data(), composed_size,
              &status);
  if (U_FAILURE(status) != 0) return std::string(password);
  text.resize(static_cast<std::size_t>(text_size));
  return text;
}

}  // namespace genauth::passwords
