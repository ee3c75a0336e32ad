#include "modules/applications/addresses.h"

#include <doctest/doctest.h>

#include "gen/errors/form.h"
#include "modules/applications/applications.h"
#include "modules/applications/sectors.h"

namespace genauth::applications {
namespace {

bool takes(const std::string& uri, bool is_native = false) {
  const Result<void> checked = check_redirects({"https://a.example/", uri}, is_native, "redirectUris");
  if (checked) return true;
  CHECK(checked.error().field() == "redirectUris.1");
  return false;
}

}  // namespace

TEST_CASE("takes https addresses, and http on this machine") {
  for (const char* uri : {"https://app.example.com/callback", "https://app.example.com:8443/a?b=c",
                          "HTTPS://App.Example.com/", "http://localhost:3000/cb", "http://app.localhost/cb",
                          "http://127.0.0.1:1/", "http://[::1]:65535/cb", "https://[2001:db8::1]/cb"}) {
    CAPTURE(uri);
    CHECK(takes(uri));
    CHECK(takes(uri, true));
  }
}

TEST_CASE("refuses addresses that lead elsewhere, or that nobody could compare") {
  for (const char* uri : {"",
                          "callback",
                          "/callback",
                          "//app.example.com/",
                          "http://app.example.com/",
                          "http://10.0.0.1/",
                          "http://localhost.evil.example/",
                          "http://localhost@evil.example/",
                          "https://user@app.example.com/",
                          "https://app.example.com/#fragment",
                          "https://*.example.com/",
                          "https://app.example.com:0/",
                          "https://app.example.com:99999/",
                          "https://app.example.com:/",
                          "https:///path",
                          "https://",
                          "https://app.example.com/a b",
                          "https://app.example.com/\n",
                          "javascript:alert(1)",
                          "data:text/html,x",
                          "ftp://app.example.com/",
                          "https://\xC3\xA4.example/",
                          "https://a_b.example/",
                          "https://[::1/"}) {
    CAPTURE(uri);
    CHECK_FALSE(takes(uri));
    CHECK_FALSE(takes(uri, true));
  }
  CHECK_FALSE(takes("https://app.example.com/" + std::string(2048, 'a')));
}

TEST_CASE("takes private-use schemes of native programs alone, and only with a dot") {
  CHECK(takes("com.example.app:/callback", true));
  CHECK(takes("com.example.app://callback", true));
  CHECK_FALSE(takes("com.example.app:/callback"));
  CHECK_FALSE(takes("myapp:/callback", true));
  CHECK_FALSE(takes("com.example.app:/callback#x", true));
}

TEST_CASE("takes pages and pictures, or none") {
  CHECK(check_page("", "initLoginUri"));
  CHECK(check_page("https://app.example.com/login", "initLoginUri"));
  CHECK_FALSE(check_page("http://app.example.com/login", "initLoginUri"));
  CHECK_FALSE(check_page("com.example.app:/login", "initLoginUri"));
  CHECK(check_picture("data:image/png;base64,AAAA", "appLogo"));
  CHECK_FALSE(check_picture("data:text/html,x", "appLogo"));
  CHECK_FALSE(check_picture("data:image/svg+xml,\"", "appLogo"));
}

TEST_CASE("the sector of pairwise subjects is one host, that of the sector identifier first") {
  Application application;
  application.id = "app";
  CHECK(sector_of(application) == "app");
  application.settings.redirect_uris = {"com.example.app:/callback", "https://One.Example:8443/callback"};
  CHECK(sector_of(application) == "one.example");
  application.settings.sector_identifier_uri = "https://sector.example/list.json";
  CHECK(sector_of(application) == "sector.example");
}

TEST_CASE("clients that nobody vouches for share no names on this machine, where every program can wait") {
  Application application;
  application.id = "app";
  for (const char* uri : {"http://127.0.0.1/cb", "http://[::1]:4711/cb", "http://localhost/cb"}) {
    CAPTURE(uri);
    application.settings.redirect_uris = {uri};
    application.settings.origin = "operator";
    CHECK(sector_of(application) != "app");
    application.settings.origin = "registration";
    CHECK(sector_of(application) == "app");
  }
  application.settings.redirect_uris = {"https://one.example/cb"};
  CHECK(sector_of(application) == "one.example");
}

TEST_CASE("redirect addresses on several hosts need a sector identifier") {
  const std::vector<std::string> same = {"https://a.example/1", "https://a.example:8443/2"};
  const std::vector<std::string> several = {"https://a.example/1", "https://b.example/1"};
  CHECK(check_sector({}, ""));
  CHECK(check_sector(same, ""));
  CHECK_FALSE(check_sector(several, ""));
  CHECK_FALSE(check_sector({"https://a.example/1", "com.example.app:/callback"}, ""));
  CHECK(check_sector(several, "https://a.example/list.json"));
  CHECK(check_listed(several, {several[1], several[0], "https://c.example/"}));
  CHECK_FALSE(check_listed(several, same));
}

TEST_CASE("takes host labels as identifiers, and knows those that are reserved") {
  for (const char* good : {"a", "customer-portal", "app2", "0"}) CHECK(check_identifier(good, "f"));
  for (const char* bad : {"", "-a", "a-", "A", "a.b", "a_b", "\xC3\xA4"})
    CHECK_FALSE(check_identifier(bad, "f"));
  CHECK(check_identifier(std::string(63, 'a'), "f"));
  CHECK_FALSE(check_identifier(std::string(64, 'a'), "f"));
  CHECK(is_reserved("www"));
  CHECK_FALSE(is_reserved("customer-portal"));
}

}  // namespace genauth::applications
