// The only file that sees ICU.
#include "text/unicode.h"

#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace genauth::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// UTF-16 never has more units than UTF-8 has bytes.
std::optional<std::u16string> wide_of(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::u16string wide(text.size() + 1, u'\0');
  std::int32_t size = 0;
  u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &size, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  wide.resize(static_cast<std::size_t>(size));
  return wide;
}

std::optional<std::string> narrow_of(const std::u16string& wide) {
  UErrorCode status = U_ZERO_ERROR;
  std::string text(wide.size() * 3 + 1, '\0');
  std::int32_t size = 0;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &size, wide.data(),
              static_cast<std::int32_t>(wide.size()), &status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

// Set up once; ICU's checks of a finished checker may run at the same time.
USpoofChecker* checker() {
  static const std::unique_ptr<USpoofChecker, void (*)(USpoofChecker*)> made(
      [] {
        UErrorCode status = U_ZERO_ERROR;
        USpoofChecker* opened = uspoof_open(&status);
        uspoof_setRestrictionLevel(opened, USPOOF_HIGHLY_RESTRICTIVE);
        uspoof_setChecks(opened, USPOOF_RESTRICTION_LEVEL | USPOOF_MIXED_NUMBERS, &status);
        return opened;
      }(),
      uspoof_close);
  return made.get();
}

}  // namespace

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const std::optional<std::u16string> wide = wide_of(text);
  const UNormalizer2* form = unorm2_getNFCInstance(&status);
  if (!wide || U_FAILURE(status) != 0) return std::string(text);
  std::u16string composed(wide->size() * 3 + 1, u'\0');  // NFC at most triples it (UAX #15)
  const std::int32_t size =
      unorm2_normalize(form, wide->data(), static_cast<std::int32_t>(wide->size()), composed.data(),
                       static_cast<std::int32_t>(composed.size()), &status);
  if (U_FAILURE(status) != 0) return std::string(text);
  composed.resize(static_cast<std::size_t>(size));
  return narrow_of(composed).value_or(std::string(text));
}

bool mixes_scripts(std::string_view text) {
  if (is_ascii(text)) return false;
  UErrorCode status = U_ZERO_ERROR;
  const std::optional<std::u16string> wide = wide_of(text);
  if (!wide) return false;
  const std::int32_t found =
      uspoof_check2(checker(), wide->data(), static_cast<std::int32_t>(wide->size()), nullptr, &status);
  return U_SUCCESS(status) != 0 && found != 0;
}

}  // namespace genauth::text
