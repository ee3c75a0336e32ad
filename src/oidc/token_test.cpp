#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {
const Pairs kPassword = {
    {"grant_type", "password"}, {"client_id", "post"}, {"client_secret", "post-secret"},
    {"username", "ann"},        {"password", "pw"},    {"scope", "openid offline_access"}};

Pairs with(Pairs pairs, std::string_view name, std::string value) {
  for (auto& [key, old] : pairs) {
    if (key == name) old = std::move(value);
  }
  return pairs;
}
}  // namespace

TEST_CASE("token: refuses what is not a proper request") {
  World world;
  Request get = post(kPassword);
  get.method = "GET";
  const Response wrong_method = token(get, world.ports);
  CHECK(wrong_method.status == 405);
  CHECK(header(wrong_method, "Allow") == "POST");
  CHECK(is_error(token(post({}), world.ports), 400, "invalid_request"));
  CHECK(is_error(token(post(with(kPassword, "grant_type", "")), world.ports), 400, "invalid_request"));
  CHECK(is_error(token(post(with(kPassword, "username", "")), world.ports), 400, "invalid_request"));
  Pairs twice = kPassword;
  twice.emplace_back("username", "bob");
  CHECK(is_error(token(post(twice), world.ports), 400, "invalid_request"));
}

TEST_CASE("token: says that a grant it does not know is unsupported") {
  World world;
  for (const char* type : {"implicit", "hybrid", "PASSWORD", "urn:ietf:params:oauth:grant-type:x"}) {
    CHECK(is_error(token(post(with(kPassword, "grant_type", type)), world.ports), 400,
                   "unsupported_grant_type"));
  }
}

TEST_CASE("token: a password gives tokens, with what the scope asks for") {
  World world;
  const Response response = token(post(kPassword), world.ports);
  CHECK(response.status == 200);
  CHECK(header(response, "Content-Type") == "application/json");
  CHECK(header(response, "Cache-Control") == "no-store");
  CHECK(header(response, "Pragma") == "no-cache");
  CHECK(
      response.body ==
      R"({"access_token":"access0","token_type":"Bearer","expires_in":3600,"scope":"openid offline_access",)"
      R"("id_token":"id0","refresh_token":"refresh0"})");
  const Response bare = token(post(with(kPassword, "scope", "profile")), world.ports);
  CHECK_FALSE(says(bare, "id_token"));
  CHECK_FALSE(says(bare, "refresh_token"));
}

TEST_CASE("token: takes its parameters from the query too, and from both if they agree") {
  World world;
  Request request = post({});
  request.query = kPassword;
  CHECK(token(request, world.ports).status == 200);
  request.form = kPassword;
  CHECK(token(request, world.ports).status == 200);
  request.form = with(kPassword, "username", "bob");
  CHECK(is_error(token(request, world.ports), 400, "invalid_request"));
}

TEST_CASE("token: a wrong password and an unknown account look the same") {
  World world;
  const Response wrong = token(post(with(kPassword, "password", "x")), world.ports);
  const Response unknown = token(post(with(kPassword, "username", "nobody")), world.ports);
  CHECK(is_error(wrong, 400, "invalid_grant"));
  CHECK(wrong.body == unknown.body);
}

TEST_CASE("token: the password grant needs the application's consent") {
  World world;
  world.memory.known_clients["post"].password_grant = false;
  CHECK(is_error(token(post(kPassword), world.ports), 400, "unauthorized_client"));
}

TEST_CASE("token: client_secret_post wants the secret in the body and nowhere else") {
  World world;
  CHECK(is_error(token(post(with(kPassword, "client_secret", "x")), world.ports), 401, "invalid_client"));
  CHECK(is_error(token(post(with(kPassword, "client_id", "nobody")), world.ports), 401, "invalid_client"));
  const Pairs no_secret = with(kPassword, "client_secret", "");
  CHECK(is_error(token(post(no_secret), world.ports), 401, "invalid_client"));
  const Response tried = token(post(no_secret, basic("post", "post-secret")), world.ports);
  CHECK(is_error(tried, 401, "invalid_client"));
  CHECK(header(tried, "WWW-Authenticate").starts_with("Basic "));
  CHECK(header(token(post(no_secret), world.ports), "WWW-Authenticate").empty());
}

TEST_CASE("token: client_secret_basic wants the header") {
  World world;
  Pairs form = with(with(kPassword, "client_id", ""), "client_secret", "");
  CHECK(token(post(form, basic("basic", "basic-secret")), world.ports).status == 200);
  CHECK(token(post(form, "bAsIc " + basic("basic", "basic-secret").substr(6)), world.ports).status == 200);
  CHECK(is_error(token(post(form, basic("basic", "x")), world.ports), 401, "invalid_client"));
  CHECK(is_error(token(post(form, "Basic !!!"), world.ports), 401, "invalid_client"));
  CHECK(
      is_error(token(post(form, "Basic " + genauth::base64("nocolon")), world.ports), 401, "invalid_client"));
  form = with(with(kPassword, "client_id", "basic"), "client_secret", "basic-secret");
  CHECK(is_error(token(post(form), world.ports), 401, "invalid_client"));
  form = with(form, "client_id", "post");
  CHECK_FALSE(token(post(form, basic("basic", "basic-secret")), world.ports).status == 200);
}

TEST_CASE("token: a public client names itself and proves nothing") {
  World world;
  const Pairs form = with(with(kPassword, "client_id", "public"), "client_secret", "");
  CHECK(token(post(form), world.ports).status == 200);
  CHECK(token(post(with(form, "client_secret", "whatever")), world.ports).status == 200);
}

TEST_CASE("token: a user's bare or Bearer token in the header is not client authentication") {
  World world;
  CHECK(token(post(kPassword, "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"), world.ports).status == 200);
  CHECK(token(post(kPassword, "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"), world.ports).status == 200);
}

TEST_CASE("token: the client must be the application of the address") {
  World world;
  Request request = post(kPassword);
  request.client_id = "post";
  CHECK(token(request, world.ports).status == 200);
  request.client_id = "basic";
  CHECK(is_error(token(request, world.ports), 401, "invalid_client"));
}

TEST_CASE("token: a refresh token renews for its own client and may narrow the scope only") {
  World world;
  CHECK(token(post(kPassword), world.ports).status == 200);
  Pairs form = {{"grant_type", "refresh_token"},
                {"refresh_token", "refresh0"},
                {"client_id", "post"},
                {"client_secret", "post-secret"}};
  CHECK(token(post(form), world.ports).status == 200);
  CHECK(world.memory.last_scope == "openid offline_access");
  form.emplace_back("scope", "openid");
  CHECK(token(post(form), world.ports).status == 200);
  CHECK(world.memory.last_scope == "openid");
  CHECK(is_error(token(post(with(form, "scope", "openid email")), world.ports), 400, "invalid_scope"));
  CHECK(is_error(token(post(with(form, "refresh_token", "nope")), world.ports), 400, "invalid_grant"));
  CHECK(is_error(token(post(with(form, "refresh_token", "")), world.ports), 400, "invalid_request"));
  const Pairs stolen = with(with(form, "client_id", "public"), "client_secret", "");
  CHECK(is_error(token(post(stolen), world.ports), 400, "invalid_grant"));
}

TEST_CASE("token: client_credentials takes an access key, body before Basic") {
  World world;
  Pairs form = {
      {"grant_type", "client_credentials"}, {"client_id", "ak"}, {"client_secret", "sk"}, {"scope", "a b"}};
  const Response response = token(post(form), world.ports);
  CHECK(response.status == 200);
  CHECK(says(response, R"("access_token":"machine-token")"));
  CHECK_FALSE(says(response, "refresh_token"));
  // The Node SDK sends the application's own Basic header beside the access key in the body.
  CHECK(token(post(form, basic("basic", "basic-secret")), world.ports).status == 200);
  const Pairs alone = {{"grant_type", "client_credentials"}};
  CHECK(token(post(alone, basic("ak", "sk")), world.ports).status == 200);
  CHECK(is_error(token(post(alone), world.ports), 401, "invalid_client"));
  CHECK(is_error(token(post(alone, basic("ak", "x")), world.ports), 401, "invalid_client"));
  CHECK(is_error(token(post(with(form, "client_secret", "x")), world.ports), 401, "invalid_client"));
  Request elsewhere = post(form);
  elsewhere.client_id = "post";
  CHECK(token(elsewhere, world.ports).status == 200);
  world.memory.known_clients["post"].realm = "other";
  CHECK(is_error(token(elsewhere, world.ports), 401, "invalid_client"));
}
