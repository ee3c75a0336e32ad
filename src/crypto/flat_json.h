// A strict reader of one small JSON object, for the two places where crypto meets JSON: a JWS header and a
// JWK. Everything else in the program uses src/json. Pure, thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::crypto {

// The members of one object, in order. Strings are decoded; nested arrays and objects are checked for form
// and kept as raw text, because a header may carry some that we ignore.
class FlatJson {
 public:
  enum class Kind : std::uint8_t { kString, kNumber, kLiteral, kNested };
  struct Member {
    std::string name;
    Kind kind;
    std::string text;
  };

  // Nullopt on anything but one object (RFC 8259) with white space around it: bad UTF-8, a name twice,
  // nesting beyond 8, more than 64 members, a lone surrogate escape, text after the end.
  static std::optional<FlatJson> parse(std::string_view json);

  const Member* find(std::string_view name) const;
  // The member's text if it is there and is a string, else null.
  const std::string* string(std::string_view name) const;
  const std::vector<Member>& members() const { return members_; }

 private:
  std::vector<Member> members_;
};

}  // namespace genauth::crypto
