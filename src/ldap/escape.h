// Text of strangers inside filters and names. Without these, "*" signs in as the first person of the
// directory and ")(uid=admin" as another.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace genauth::ldap {

// As a value inside a filter (RFC 4515 §3).
std::string filter_value(std::string_view text);
// As the value of an attribute inside a distinguished name (RFC 4514 §2.4).
std::string name_value(std::string_view text);

// Where the login stands in a filter or a name that an administrator wrote.
inline constexpr std::string_view kLoginMark = "{login}";
std::string with_login(std::string_view pattern, std::string_view escaped_login);
// One filter in parentheses that balance, with the mark in it. libldap has the last word on everything else.
bool is_filter_pattern(std::string_view pattern);

// "ldap://dc.example.com" or "ldaps://dc.example.com:636": nothing may follow the port.
struct Place {
  std::string host;  // lower case, IPv6 addresses without brackets
  int port = 0;
  bool tls_first = false;  // ldaps; otherwise StartTLS
};
std::optional<Place> parse_place(std::string_view url);
// Of a Place, for libldap: with brackets around what has colons.
std::string url_of(const Place& place);

// What Active Directory says beside "invalid credentials" ("... error, data 52e, v4563"): the number, 0 if it
// says nothing. MS-ADTS 5.1.1.1.1.2: it is a code of winerror.h, in hex.
std::uint32_t ad_code(std::string_view diagnostic);

// The text form of an objectGUID of 16 bytes: its first three parts are little-endian (MS-DTYP 2.3.4.2).
// nullopt: not 16 bytes.
std::optional<std::string> guid_text(std::string_view bytes);

}  // namespace genauth::ldap
