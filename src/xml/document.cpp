#include "xml/document.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/encoding.h"

namespace genauth::xml {
namespace {

const char* chars(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(chars(text));
}

bool is_text(const xmlNode* node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

// The node after this one, below `top`, in document order.
xmlNode* next_of(xmlNode* node, const xmlNode* top) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != top && node->next == nullptr) node = node->parent;
  return node == top ? nullptr : node->next;
}

// Comments and processing instructions. False if something is left that has no business here.
bool clean(xmlDoc* document) {
  for (xmlNode* node = document->children; node != nullptr;) {
    xmlNode* next = node->next;
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) {
      xmlUnlinkNode(node);
      xmlFreeNode(node);
    } else if (node->type != XML_ELEMENT_NODE) {
      return false;
    }
    node = next;
  }
  xmlNode* root = xmlDocGetRootElement(document);
  for (xmlNode* node = root; node != nullptr;) {
    xmlNode* next = next_of(node, root);
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) {
      xmlUnlinkNode(node);
      xmlFreeNode(node);
    } else if (node->type != XML_ELEMENT_NODE && !is_text(node)) {
      return false;
    }
    node = next;
  }
  return root != nullptr;
}

}  // namespace

std::string_view Element::name() const {
  return node_ == nullptr ? std::string_view() : view(node_->name);
}

std::string_view Element::ns() const {
  return node_ == nullptr || node_->ns == nullptr ? std::string_view() : view(node_->ns->href);
}

bool Element::is(std::string_view wanted_ns, std::string_view wanted_name) const {
  return node_ != nullptr && name() == wanted_name && ns() == wanted_ns;
}

std::string Element::text() const {
  std::string out;
  for (const xmlNode* each = node_ == nullptr ? nullptr : node_->children; each != nullptr;
       each = each->next) {
    if (!is_text(each)) return "";
    out.append(view(each->content));
  }
  return out;
}

std::optional<std::string> Element::attribute(std::string_view wanted) const {
  if (node_ == nullptr) return std::nullopt;
  for (const xmlAttr* each = node_->properties; each != nullptr; each = each->next) {
    if (each->ns != nullptr || view(each->name) != wanted) continue;
    std::string out;
    for (const xmlNode* part = each->children; part != nullptr; part = part->next)
      out.append(view(part->content));
    return out;
  }
  return std::nullopt;
}

std::vector<Element> Element::children() const {
  std::vector<Element> found;
  for (xmlNode* each = node_ == nullptr ? nullptr : node_->children; each != nullptr; each = each->next)
    if (each->type == XML_ELEMENT_NODE) found.emplace_back(each);
  return found;
}

std::vector<Element> Element::children(std::string_view wanted_ns, std::string_view wanted_name) const {
  std::vector<Element> found = children();
  std::erase_if(found, [&](const Element& each) { return !each.is(wanted_ns, wanted_name); });
  return found;
}

Element Element::child(std::string_view wanted_ns, std::string_view wanted_name) const {
  const std::vector<Element> found = children(wanted_ns, wanted_name);
  return found.empty() ? Element() : found.front();
}

Element Element::parent() const {
  const bool inside = node_ != nullptr && node_->parent != nullptr && node_->parent->type == XML_ELEMENT_NODE;
  return inside ? Element(node_->parent) : Element();
}

void Document::Free::operator()(_xmlDoc* document) const {
  xmlFreeDoc(document);
}

std::optional<Document> Document::parse(std::string_view text) {
  // The declaration may promise another encoding, in which a DTD would not be seen: we read UTF-8 alone.
  if (text.size() > kBytesMax || !is_utf8(text) || text.find('\0') != std::string_view::npos)
    return std::nullopt;
  if (text.find("<!DOCTYPE") != std::string_view::npos || text.find("<!ENTITY") != std::string_view::npos)
    return std::nullopt;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  Document made;
  made.document_.reset(xmlReadMemory(text.data(), static_cast<int>(text.size()), "", "UTF-8", kOptions));
  if (!made.document_ || made.document_->intSubset != nullptr || !clean(made.document_.get()))
    return std::nullopt;
  return made;
}

Element Document::root() const {
  return Element(xmlDocGetRootElement(document_.get()));
}

std::vector<Element> Document::elements() const {
  std::vector<Element> found;
  xmlNode* top = root().node();
  for (xmlNode* node = top; node != nullptr; node = next_of(node, top))
    if (node->type == XML_ELEMENT_NODE) found.emplace_back(node);
  return found;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out.append("&amp;"); break;
      case '<': out.append("&lt;"); break;
      case '>': out.append("&gt;"); break;
      case '"': out.append("&quot;"); break;
      case '\'': out.append("&apos;"); break;
      default: out.push_back(c);
    }
  }
  return out;
}

}  // namespace genauth::xml
