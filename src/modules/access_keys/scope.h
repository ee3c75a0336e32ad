// What a machine may ask of resource servers (not of this server: that is api/permission.h): words of scope
// in the form `resource[:identifier][:action]`, with `*` for any. "book:1:read" is one book, "book:read" and
// "book:*:read" are all of them, "book", "book:*" and "book:*:*" everything about them, "*" everything. Pure.
#pragma once
#include <string>
#include <string_view>

namespace genauth::access_keys {

// One to three parts, none of them empty, of characters that a scope may have (RFC 6749 §3.3).
bool is_scope_word(std::string_view word);

// Whether whoever holds `granted` holds `wanted`, which may have a `*` itself.
bool covers(std::string_view granted, std::string_view wanted);

// The words asked for, each once, in their order: those that the granted ones cover, and the others. Who asks
// for none gets all that was granted.
struct Scope {
  std::string granted, rejected;
};
Scope divide(std::string_view asked, std::string_view granted);

}  // namespace genauth::access_keys
