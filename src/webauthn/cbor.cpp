#include "webauthn/cbor.h"

#include <algorithm>
#include <limits>

#include "base/encoding.h"
#include "base/result.h"

namespace genauth::webauthn::cbor {
namespace {

constexpr int kMaxDepth = 8;            // an attestation object needs four
constexpr std::size_t kMaxItems = 512;  // all levels together; the largest known statement has about fifty

Error malformed(std::string why) {
  return {Kind::kMalformed, "CBOR: " + std::move(why)};
}

class Decoder {
 public:
  Decoder(std::string_view bytes, Order order) : bytes_(bytes), order_(order) {}

  Outcome<Value> item(int depth) {
    if (depth > kMaxDepth) return malformed("nested too deeply");
    if (++items_ > kMaxItems) return malformed("too many items");
    const Head head = TRY(read_head());
    Value value;
    value.number = head.argument;
    switch (head.major) {
      case 0: value.type = Type::kUnsigned; return value;
      case 1: value.type = Type::kNegative; return value;
      case 2:
      case 3: return string(head, std::move(value));
      case 4:
      case 5: return container(head, std::move(value), depth);
      case 7: return simple(head, std::move(value));
      default: return malformed("a tag");
    }
  }
  std::size_t at() const { return at_; }

 private:
  struct Head {
    int major, info;
    std::uint64_t argument;
  };

  // RFC 8949 §3; the shortest form only (§4.2.1).
  Outcome<Head> read_head() {
    if (at_ >= bytes_.size()) return malformed("it ends too early");
    const auto first = static_cast<unsigned char>(bytes_[at_++]);
    Head head{first >> 5, first & 31, static_cast<std::uint64_t>(first & 31)};
    if (head.info < 24) return head;
    if (head.info > 27) return malformed("an indefinite or reserved length");
    const std::size_t size = std::size_t{1} << (head.info - 24);
    if (bytes_.size() - at_ < size) return malformed("it ends too early");
    head.argument = 0;
    for (std::size_t i = 0; i < size; ++i)
      head.argument = head.argument << 8 | static_cast<unsigned char>(bytes_[at_++]);
    if (head.major == 7) return head;
    const std::uint64_t shorter = size == 1 ? 24 : std::uint64_t{1} << (4 * size);
    if (head.argument < shorter) return malformed("an integer that is not in its shortest form");
    return head;
  }

  Outcome<Value> string(const Head& head, Value value) {
    if (head.argument > bytes_.size() - at_) return malformed("a string that goes beyond the end");
    value.type = head.major == 2 ? Type::kBytes : Type::kText;
    value.bytes = bytes_.substr(at_, static_cast<std::size_t>(head.argument));
    at_ += value.bytes.size();
    if (value.type == Type::kText && !is_utf8(value.bytes)) return malformed("a text that is not UTF-8");
    return value;
  }

  Outcome<Value> container(const Head& head, Value value, int depth) {
    value.type = head.major == 4 ? Type::kArray : Type::kMap;
    // Each item takes a byte at least, so that a length cannot ask for more memory than was sent.
    const std::uint64_t left = bytes_.size() - at_;
    if (head.argument > left) return malformed("more items than bytes");
    std::string_view last_key;
    for (std::uint64_t i = 0; i < head.argument; ++i) {
      if (value.type == Type::kMap) {
        const std::size_t begin = at_;
        Value key = TRY(item(depth + 1));
        TRY(check_key(value, key, last_key, bytes_.substr(begin, at_ - begin)));
        last_key = bytes_.substr(begin, at_ - begin);
        value.items.push_back(std::move(key));
      }
      value.items.push_back(TRY(item(depth + 1)));
    }
    return value;
  }

  Outcome<void> check_key(const Value& map, const Value& key, std::string_view last, std::string_view now) {
    if (!key.is(Type::kUnsigned) && !key.is(Type::kNegative) && !key.is(Type::kText))
      return malformed("a key that is neither integer nor text");
    if (order_ == Order::kCanonical && !last.empty() && !comes_before(last, now))
      return malformed("keys out of order");
    for (std::size_t i = 0; i < map.items.size(); i += 2) {
      const Value& other = map.items[i];
      if (other.type == key.type && other.number == key.number && other.bytes == key.bytes)
        return malformed("a key that stands twice");
    }
    return {};
  }

  // CTAP2 §8 over the encoded keys: the lower major type first, then the shorter, then bytewise.
  static bool comes_before(std::string_view a, std::string_view b) {
    const int major_a = static_cast<unsigned char>(a[0]) >> 5,
              major_b = static_cast<unsigned char>(b[0]) >> 5;
    if (major_a != major_b) return major_a < major_b;
    if (a.size() != b.size()) return a.size() < b.size();
    return a < b;  // as unsigned bytes: std::char_traits<char> compares so
  }

  static Outcome<Value> simple(const Head& head, Value value) {
    if (head.info == 20)
      value.type = Type::kFalse;
    else if (head.info == 21)
      value.type = Type::kTrue;
    else if (head.info == 22)
      value.type = Type::kNull;
    else
      return malformed("a floating point number or an unknown simple value");
    value.number = 0;
    return value;
  }

  std::string_view bytes_;
  Order order_;
  std::size_t at_ = 0, items_ = 0;
};

}  // namespace

std::int64_t Value::integer_or(std::int64_t otherwise) const {
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (number > kMax) return otherwise;
  if (type == Type::kUnsigned) return static_cast<std::int64_t>(number);
  return type == Type::kNegative ? -1 - static_cast<std::int64_t>(number) : otherwise;
}

const Value* Value::find(std::string_view key) const {
  if (type != Type::kMap) return nullptr;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].type == Type::kText && items[i].bytes == key) return &items[i + 1];
  return nullptr;
}

const Value* Value::find(std::int64_t key) const {
  if (type != Type::kMap) return nullptr;
  const Type wanted = key < 0 ? Type::kNegative : Type::kUnsigned;
  const auto number_of_key = static_cast<std::uint64_t>(key < 0 ? -1 - key : key);
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].type == wanted && items[i].number == number_of_key) return &items[i + 1];
  return nullptr;
}

Outcome<Value> decode_front(std::string_view bytes, Order order, std::size_t& used) {
  Decoder decoder(bytes, order);
  Value value = TRY(decoder.item(0));
  used = decoder.at();
  return value;
}

Outcome<Value> decode(std::string_view bytes, Order order) {
  std::size_t used = 0;
  Value value = TRY(decode_front(bytes, order, used));
  if (used != bytes.size()) return malformed("something stands behind it");
  return value;
}

}  // namespace genauth::webauthn::cbor
