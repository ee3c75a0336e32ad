// Documents that strangers send. There is no DTD in them and so no entity, nothing is fetched, size and depth
// are bounded, and comments are gone before anybody reads a text, so that none can end where a comment
// begins.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _xmlDoc;
struct _xmlNode;

namespace genauth::xml {

inline constexpr std::size_t kBytesMax = 512U << 10;

// One element; a view into its document. An empty one (there is no such element) has no name, text or
// children.
class Element {
 public:
  Element() = default;
  explicit Element(_xmlNode* node) : node_(node) {}

  explicit operator bool() const { return node_ != nullptr; }
  bool is(std::string_view ns, std::string_view name) const;
  std::string_view name() const;  // without prefix
  std::string_view ns() const;    // the namespace's URI; empty if none
  // Of elements that hold nothing but text, all of it; empty where there are elements inside.
  std::string text() const;
  // Of an attribute without a namespace.
  std::optional<std::string> attribute(std::string_view name) const;
  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view ns, std::string_view name) const;
  Element child(std::string_view ns, std::string_view name) const;  // the first
  Element parent() const;

  _xmlNode* node() const { return node_; }
  bool operator==(const Element&) const = default;

 private:
  _xmlNode* node_ = nullptr;
};

// Not thread-safe to change; movable.
class Document {
 public:
  // nullopt: not well-formed UTF-8 XML, too large, or with a DTD.
  static std::optional<Document> parse(std::string_view text);

  Element root() const;
  // Every element, in document order.
  std::vector<Element> elements() const;
  _xmlDoc* native() const { return document_.get(); }

 private:
  struct Free {
    void operator()(_xmlDoc* document) const;
  };
  std::unique_ptr<_xmlDoc, Free> document_;
};

// As the value of an attribute or a text.
std::string escaped(std::string_view text);

}  // namespace genauth::xml
