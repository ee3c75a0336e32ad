// The four languages of the product, which of them a caller wants, and error texts in it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace genauth::locale {

// In the order of ErrorRow::message.
enum class Language : std::uint8_t { kZhCn, kEnUs, kZhTw, kJaJp };

std::string_view tag(Language language);  // "zh-CN"

// By a tag of any case, with or without region; Chinese in traditional script is zh-TW. nullopt for other
// languages.
std::optional<Language> parse_tag(std::string_view tag);

// What the caller asked for: the SDKs' own header (x-authing-lang, x-genauth-lang) wins over Accept-Language
// (RFC 9110 §12.5.4, with weights); without either it is zh-CN, as the product has always answered.
Language negotiate(std::string_view own_header, std::string_view accept_language);

// The text of an error, with {field} and {arg} filled in.
std::string message(Code code, Language language, std::string_view field, std::string_view arg);

}  // namespace genauth::locale
