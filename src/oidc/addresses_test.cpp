#include "oidc/addresses.h"

#include <doctest/doctest.h>

using namespace genauth::oidc;

TEST_CASE("redirects: only what is registered, byte for byte") {
  const std::vector<std::string> registered = {"https://app.example/cb", "https://app.example/q?a=b",
                                               "com.example.app:/oauth"};
  for (const auto& each : registered) CHECK(is_registered_redirect(each, registered, false));
  for (const char* other :
       {"", "https://app.example/cb/", "https://app.example/CB", "https://app.example/cb?x=1",
        "https://app.example/cb#", "http://app.example/cb", "https://app.example:443/cb",
        "https://app.example/cb/../evil", "https://app.example.evil.example/cb",
        "https://app.example@evil.example/cb", "https://evil.example/?u=https://app.example/cb",
        "//app.example/cb", "/cb", "https://app.example/q", "https://app.example/q?a=b&c=d",
        "https://app.example/cb ", "https://app.example/cb\r\nX: y", "com.example.app:/oauth/x",
        "COM.example.app:/oauth"}) {
    INFO(other);
    CHECK_FALSE(is_registered_redirect(other, registered, false));
    CHECK_FALSE(is_registered_redirect(other, registered, true));
  }
}

TEST_CASE("redirects: never to what runs a script or hides its end, even if it is registered") {
  for (const char* uri :
       {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "about:blank", "https://app.example/#x", "https:///cb", "https:cb", "https://", "no-scheme", ":x",
        "1a:/x", "https://app.example/\\evil", "https://app.example/\xe4\xbd\xa0", "https://a b.example/"}) {
    INFO(uri);
    CHECK_FALSE(is_sound_redirect(uri));
    CHECK_FALSE(is_registered_redirect(uri, {uri}, true));
  }
  CHECK_FALSE(is_sound_redirect("https://app.example/" + std::string(2100, 'a')));
}

TEST_CASE("redirects: a native application may listen on any port of its loopback address") {
  const std::vector<std::string> registered = {"http://127.0.0.1/cb", "http://[::1]:8080/cb?x=1",
                                               "http://localhost:1/cb"};
  for (const char* uri : {"http://127.0.0.1/cb", "http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb",
                          "http://[::1]/cb?x=1", "http://[::1]:9/cb?x=1", "http://localhost:4000/cb"}) {
    INFO(uri);
    CHECK(is_registered_redirect(uri, registered, true));
  }
  CHECK_FALSE(is_registered_redirect("http://127.0.0.1:1/cb", registered, false));
  for (const char* uri :
       {"http://127.0.0.1:0/cb", "http://127.0.0.1:65536/cb", "http://127.0.0.1:/cb",
        "http://127.0.0.1:000080/cb", "http://127.0.0.1:-1/cb", "http://127.0.0.1:80x/cb",
        "http://127.0.0.1:80/other", "http://127.0.0.1.evil.example/cb", "http://127.0.0.1@evil.example/cb",
        "http://127.0.0.1:80@evil.example/cb", "http://127.0.0.2/cb", "https://127.0.0.1/cb",
        "http://[::1]/cb", "http://localhost.evil.example/cb", "http://LOCALHOST/cb"}) {
    INFO(uri);
    CHECK_FALSE(is_registered_redirect(uri, registered, true));
  }
}

TEST_CASE("resources: absolute URIs without a fragment") {
  CHECK(is_resource("https://api.example/v1"));
  CHECK(is_resource("urn:example:api"));
  for (const char* uri : {"", "api", "/v1", "https://api.example/#x", "urn:", "https://api.example/ x"}) {
    INFO(uri);
    CHECK_FALSE(is_resource(uri));
  }
}
