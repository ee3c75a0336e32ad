// Body JSON into a DTO. One pass matches the members of an object to its table, a second fills them in the
// table's order, so that of several mistakes the caller hears of the contract's first.
#include <array>
#include <memory>

#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "json/check.h"
#include "json/codec.h"

namespace genauth::json {
namespace {

constexpr std::uint32_t kAbsent = 0;  // node 0 is the top level and no member of anything

// For each member of a table, the node that holds its value. Most structs fit the fixed part.
class Matches {
 public:
  explicit Matches(std::size_t count) {
    if (count > fixed_.size()) large_ = std::make_unique<std::uint32_t[]>(count);
  }
  std::uint32_t& operator[](std::size_t i) { return large_ ? large_[i] : fixed_[i]; }

 private:
  std::array<std::uint32_t, 64> fixed_{};
  std::unique_ptr<std::uint32_t[]> large_;
};

class Decoder {
 public:
  explicit Decoder(const Document& document) : document_(document) {}

  Result<void> value(const Type& type, std::uint32_t index, bool required, void* out) {
    const Node& node = document_.nodes()[index];
    switch (type.kind) {
      case Kind::kString: return string(type, node, required, *static_cast<std::string*>(out));
      case Kind::kInteger:
        if (node.kind != ValueKind::kNumber) return errors::kMustBeInteger;
        *static_cast<std::int64_t*>(out) = TRY(parse_integer(type, document_.raw(node)));
        return {};
      case Kind::kNumber:
        if (node.kind != ValueKind::kNumber) return errors::kMustBeNumber;
        *static_cast<double*>(out) = TRY(parse_number(type, document_.raw(node)));
        return {};
      case Kind::kBoolean:
        if (node.kind != ValueKind::kBoolean) return errors::kMustBeBoolean;
        *static_cast<bool*>(out) = document_.raw(node).front() == 't';
        return {};
      case Kind::kArray: return array(type, index, out);
      case Kind::kObject: return object(type, index, out);
      case Kind::kRawObject:
        if (node.kind != ValueKind::kObject) return errors::kMustBeObject;
        [[fallthrough]];
      case Kind::kRaw: static_cast<Raw*>(out)->text = document_.compact(node); return {};
    }
    return errors::kInternal;
  }

 private:
  Result<void> object(const Type& type, std::uint32_t index, void* out) {
    const Node& node = document_.nodes()[index];
    if (node.kind != ValueKind::kObject) return errors::kMustBeObject;
    Matches matches(type.members.size());
    match(type, index, matches);
    for (std::size_t i = 0; i < type.members.size(); ++i) {
      const Member& member = type.members[i];
      if (auto done = fill(member, matches[i], static_cast<char*>(out) + member.offset); !done) {
        return under(member.name, std::move(done).error());
      }
    }
    return {};
  }

  // Clients send members in the contract's order more often than not, so the search goes on where the last
  // one ended.
  void match(const Type& type, std::uint32_t parent, Matches& matches) {
    const std::size_t count = type.members.size();
    const auto nodes = document_.nodes();
    std::size_t next = 0;
    for (std::uint32_t child = parent + 1; child < nodes[parent].next; child = nodes[child].next) {
      for (std::size_t tried = 0; tried < count; ++tried) {
        const std::size_t i = next + tried < count ? next + tried : next + tried - count;
        if (!document_.key_is(nodes[child], type.members[i].name)) continue;
        matches[i] = child;
        next = i + 1 < count ? i + 1 : 0;
        break;
      }
    }
  }

  Result<void> fill(const Member& member, std::uint32_t index, void* slot) {
    if (index == kAbsent || document_.nodes()[index].kind == ValueKind::kNull) {
      if (member.required) return errors::kRequired;
      return {};
    }
    if (member.optional) slot = member.optional->emplace(slot);
    return value(*member.type, index, member.required, slot);
  }

  Result<void> string(const Type& type, const Node& node, bool required, std::string& out) {
    if (node.kind != ValueKind::kString) {
      if (!type.values.empty()) TRY(check_string(type, document_.raw(node), required));  // names the values
      return errors::kMustBeString;
    }
    out = document_.string(node);
    return check_string(type, out, required);
  }

  Result<void> array(const Type& type, std::uint32_t parent, void* out) {
    const auto nodes = document_.nodes();
    if (nodes[parent].kind != ValueKind::kArray) return errors::kMustBeArray;
    type.array->clear(out);
    std::size_t count = 0;
    for (std::uint32_t child = parent + 1; child < nodes[parent].next; child = nodes[child].next) ++count;
    TRY(check_count(type, count));
    count = 0;
    for (std::uint32_t child = parent + 1; child < nodes[parent].next; child = nodes[child].next, ++count) {
      if (auto done = value(*type.element, child, false, type.array->append(out)); !done) {
        return under(std::to_string(count), std::move(done).error());
      }
    }
    return {};
  }

  const Document& document_;
};

}  // namespace

Result<void> decode(const Type& type, const Document& document, void* out) {
  auto done = Decoder(document).value(type, 0, true, out);
  if (!done && done.error().field().empty()) return std::move(done.error()).with_field("body");
  return done;
}

}  // namespace genauth::json
