// What Unicode says of texts that people choose. Free functions, thread-safe.
#pragma once
#include <string>
#include <string_view>

namespace genauth::text {

// Normalisation form C (UAX #15): an accent typed as one character or as two gives the same text. What is not
// UTF-8 stays as it is.
std::string nfc(std::string_view text);

// Letters of scripts that no language mixes, or digits of two systems, as in a "paypal" whose a is Cyrillic
// (UTS #39 section 5.2, "highly restrictive": one script, or Latin beside those of Chinese, Japanese or
// Korean). False for what is not UTF-8.
bool mixes_scripts(std::string_view text);

}  // namespace genauth::text
