// Devices without a browser.
#include "oidc/client_signing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kDeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

struct Device : Signing {
  Device() {
    client().token_auth = AuthMethod::kNone;
    client().device_grant = true;
  }
  Response begin(Pairs form = {{"client_id", "web"}, {"scope", "openid nonsense offline_access"}}) {
    return device_authorization(post(std::move(form)), ports);
  }
  Response poll(const char* code = "dc") {
    return token(post({{"grant_type", kDeviceGrant}, {"client_id", "web"}, {"device_code", code}}), ports);
  }
};

}  // namespace

TEST_CASE("device: begins with two codes and where to type one of them") {
  Device world;
  const Response response = world.begin();
  CHECK(response.status == 200);
  CHECK(
      response.body ==
      R"({"device_code":"dc","user_code":"BCDF-GHJK","verification_uri":"https://x/device",)"
      R"("verification_uri_complete":"https://x/device?user_code=BCDF-GHJK","expires_in":600,"interval":5})");
  CHECK(header(response, "Cache-Control") == "no-store");
  CHECK(world.more.last_device.scope == "openid offline_access");
  CHECK(world.more.last_device.issuer == "https://demo.example.com/oidc");
}

TEST_CASE("device: asks until the person has decided") {
  Device world;
  const std::pair<Kind, const char*> answers[] = {{Kind::kAuthorizationPending, "authorization_pending"},
                                                  {Kind::kSlowDown, "slow_down"},
                                                  {Kind::kExpiredToken, "expired_token"},
                                                  {Kind::kAccessDenied, "access_denied"}};
  for (const auto& [kind, code] : answers) {
    world.more.next_poll = Error{kind, "why"};
    CHECK(is_error(world.poll(), 400, code));
  }
  world.more.next_poll = Tokens{"at", "it", "rt", "openid", "", 60};
  CHECK(says(world.poll(), R"({"access_token":"at","token_type":"Bearer","expires_in":60)"));
  CHECK(is_error(world.poll("guess"), 400, "invalid_grant"));
  CHECK(is_error(world.poll(""), 400, "invalid_request"));
}

TEST_CASE("device: off until its application enables it, and needs the client") {
  Device world;
  CHECK(is_error(world.begin({{"client_id", "nobody"}}), 401, "invalid_client"));
  world.client().device_grant = false;
  CHECK(is_error(world.begin(), 400, "unauthorized_client"));
  CHECK(is_error(world.poll(), 400, "unauthorized_client"));
  Request get = post({});
  get.method = "GET";
  CHECK(device_authorization(get, world.ports).status == 405);
  world.ports.devices = nullptr;
  CHECK(world.begin().status == 404);
  CHECK(is_error(world.poll(), 400, "unsupported_grant_type"));
}
