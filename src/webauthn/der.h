// DER (ITU-T X.690) as far as extensions of attestation certificates need it: walking over elements. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace genauth::webauthn::der {

struct Element {
  // Class and form in the upper bits as on the wire, the tag's number apart: 0x30 is a SEQUENCE, 0xA0 with
  // number 600 is [600].
  std::uint8_t form = 0;
  std::uint32_t number = 0;
  std::string_view content;

  bool is(std::uint8_t wanted) const {
    return (form & 0xE0) == (wanted & 0xE0) && number == (wanted & 0x1Fu);
  }
  bool is_context(std::uint32_t wanted) const { return (form & 0xE0) == 0xA0 && number == wanted; }
};

constexpr std::uint8_t kInteger = 0x02, kOctets = 0x04, kEnumerated = 0x0A, kSequence = 0x30, kSet = 0x31;

// Takes one element off the front; nullopt if there is none of definite length in its shortest form.
std::optional<Element> take(std::string_view& bytes);

// A non-negative integer of at most four bytes.
std::optional<std::uint32_t> small_number(const Element& element);

}  // namespace genauth::webauthn::der
