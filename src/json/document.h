// A JSON text, checked once and indexed, not copied: kinds, nesting, and where each value stands in the text.
// The decoder (json/codec.h) and the request signature read it. No tree of allocations: one vector of nodes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace genauth::json {

enum class ValueKind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

// What a text may cost us before we refuse it.
struct Limits {
  std::size_t max_bytes = std::size_t{1} << 20;
  std::size_t max_depth = 32;        // arrays and objects inside each other
  std::size_t max_members = 10'000;  // array elements and object members, all levels together
};

// One value. Positions count bytes from the start of the text; children follow their parent in document
// order, and `next` skips over them.
struct Node {
  ValueKind kind = ValueKind::kNull;
  bool escaped = false;                      // a string that holds a backslash
  bool key_escaped = false;                  // likewise its key
  std::uint32_t begin = 0, end = 0;          // the raw value; a string's quotes are inside
  std::uint32_t key_begin = 0, key_end = 0;  // between the key's quotes; both 0 for what is no object member
  std::uint32_t next = 0;                    // index of the node after this one's children
};

// Immutable once parsed, so thread-safe. It refers to the text, which must outlive it.
class Document {
 public:
  // A member of the top-level object, as a request signature needs it: every byte as it was sent.
  struct Member {
    std::string key;
    std::string_view raw;  // the value's text
    ValueKind kind;
    std::string text;  // a string's characters; for other kinds equal to `raw`
  };

  // kBodyTooLarge, or kBodyNotJson whose arg says what is wrong and where ("unexpected character at byte
  // 17"). Strict RFC 8259: no comments, no trailing commas, UTF-8 without lone surrogates, nothing but white
  // space around.
  static Result<Document> parse(std::string_view text, const Limits& limits = {});

  // `{}`: what a request without a body is taken for.
  static const Document& empty_object();

  // The top-level object's members in order of first appearance; of a repeated key the last value counts, as
  // in the clients' own parsers. Empty if the top level is no object.
  std::vector<Member> members() const;

  const Node& root() const { return nodes_.front(); }
  std::span<const Node> nodes() const { return nodes_; }

  std::string_view raw(const Node& node) const { return text_.substr(node.begin, node.end - node.begin); }
  std::string string(const Node& node) const;  // characters of a kString node
  std::string key(const Node& node) const;     // characters of its key
  bool key_is(const Node& node, std::string_view name) const;
  // The raw value without white space between its tokens.
  std::string compact(const Node& node) const;

 private:
  Document(std::string_view text, std::vector<Node> nodes) : text_(text), nodes_(std::move(nodes)) {}

  std::string_view text_;
  std::vector<Node> nodes_;  // nodes_[0] is the top level
};

}  // namespace genauth::json
