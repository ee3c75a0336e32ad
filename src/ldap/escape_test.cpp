#include "ldap/escape.h"

#include <doctest/doctest.h>

using namespace genauth::ldap;
using namespace std::string_view_literals;

TEST_CASE("filter escaping: what has a meaning in a filter loses it") {
  CHECK(filter_value("ann") == "ann");
  CHECK(filter_value("*") == "\\2a");
  CHECK(filter_value("ann)(uid=*") == "ann\\29\\28uid=\\2a");
  CHECK(filter_value("a\\b\0c"sv) == "a\\5cb\\00c");
  CHECK(filter_value("Lučić") == "Lučić");  // RFC 4515 §4: UTF-8 stays
}

TEST_CASE("DN escaping: what has a meaning in a name loses it") {
  CHECK(name_value("ann") == "ann");
  CHECK(name_value("James \"Jim\" Smith, III") == "James \\22Jim\\22 Smith\\2c III");
  CHECK(name_value(" a ") == "\\20a\\20");
  CHECK(name_value("#a#") == "\\23a#");
  CHECK(name_value("a+b;c<d>e=f\\g\0\r"sv) == "a\\2bb\\3bc\\3cd\\3ee\\3df\\5cg\\00\\0d");
  CHECK(name_value(" ") == "\\20");
}

TEST_CASE("the login stands wherever the mark is, and is not read again") {
  CHECK(with_login("(|(uid={login})(mail={login}))", "a") == "(|(uid=a)(mail=a))");
  CHECK(with_login("(uid={login})", "{login}") == "(uid={login})");
  CHECK(with_login("x", "a") == "x");
}

TEST_CASE("a filter is one filter with the mark in it") {
  CHECK(is_filter_pattern("(uid={login})"));
  CHECK(is_filter_pattern("(&(a=b)(|(uid={login})(mail={login})))"));
  for (const char* wrong : {"", "uid={login}", "(uid=x)", "(uid={login}", "(uid={login}))",
                            "(uid={login})(a=b)", "(a=b))((uid={login})"}) {
    CAPTURE(wrong);
    CHECK_FALSE(is_filter_pattern(wrong));
  }
}

TEST_CASE("the address of a directory is a scheme, a host and perhaps a port") {
  const auto plain = parse_place("ldap://DC1.corp.example.com");
  REQUIRE(plain);
  CHECK(plain->host == "dc1.corp.example.com");
  CHECK(plain->port == 389);
  CHECK_FALSE(plain->tls_first);
  const auto tls = parse_place("LDAPS://[2001:DB8::1]:1636/");
  REQUIRE(tls);
  CHECK(tls->host == "2001:db8::1");
  CHECK(tls->port == 1636);
  CHECK(tls->tls_first);
  CHECK(url_of(*tls) == "ldaps://[2001:db8::1]:1636");
  CHECK(url_of(*plain) == "ldap://dc1.corp.example.com:389");
  for (const char* wrong : {"", "ldap://", "ldapi:///tmp/x", "http://a", "ldap://a:", "ldap://a:0",
                            "ldap://a:65536", "ldap://a:1x", "ldap://a/dc=b", "ldap://a??sub", "ldap://u@a",
                            "ldap://a b", "ldap://[::1", "ldap://[::1]x", "ldap://[::1]:"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_place(wrong));
  }
}

TEST_CASE("Active Directory's code stands behind data, in hex") {
  CHECK(ad_code("80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v2580") ==
        0x52e);
  CHECK(ad_code("x, data 775") == 0x775);
  for (const char* none :
       {"", "data 52e", "x, data ", "x, data zz, v1", "x, data 52e v1", "x, data fffffffff, v1"}) {
    CAPTURE(none);
    CHECK(ad_code(none) == 0);
  }
}

TEST_CASE("a GUID is written as Windows writes it") {
  const auto bytes = "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"sv;
  CHECK(guid_text(bytes) == "00112233-4455-6677-8899-aabbccddeeff");
  CHECK_FALSE(guid_text("short"));
}
