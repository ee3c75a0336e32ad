// Exchanging tokens, and attacks on it.
#include "oidc/client_signing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kAccess = "urn:ietf:params:oauth:token-type:access_token";

struct Exchanging : Signing {
  Exchanging() {
    client().exchange_grant = true;
    memory.access_tokens["subject"] = {"post", "pool", "u1", "openid email offline_access",
                                       "iss",  "jti1", 1,    99};
    memory.access_tokens["actor"] = {"post", "pool", "u2", "openid", "iss", "jti2", 1, 99};
    memory.access_tokens["foreign"] = {"x", "elsewhere", "u3", "openid", "iss", "jti3", 1, 99};
  }
  Response exchange(const Pairs& changes = {}) {
    Pairs form = {{"grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"},
                  {"client_id", "web"},
                  {"client_secret", client().secret},
                  {"subject_token", "subject"},
                  {"subject_token_type", kAccess}};
    return token(post(with(std::move(form), changes)), ports);
  }
};

}  // namespace

TEST_CASE("token exchange: gives a token for the subject, for somewhere else") {
  Exchanging world;
  const Response response = world.exchange({{"audience", "orders"},
                                            {"resource", "https://api.example/"},
                                            {"actor_token", "actor"},
                                            {"actor_token_type", kAccess},
                                            {"requested_token_type", kAccess}});
  CHECK(response.status == 200);
  CHECK(says(response, R"("issued_token_type":"urn:ietf:params:oauth:token-type:access_token")"));
  const ExchangeRequest& wanted = world.more.last_exchange;
  CHECK(wanted.subject_sub == "u1");
  CHECK(wanted.actor_sub == "u2");
  CHECK(wanted.subject_client_id == "post");
  CHECK(wanted.subject_expires_at_s == 99);
  CHECK(wanted.audiences == std::vector<std::string>{"orders"});
  CHECK(wanted.resources == std::vector<std::string>{"https://api.example/"});
}

TEST_CASE("token exchange: never more scope than the subject's token, and never a way to stay") {
  Exchanging world;
  world.exchange();
  CHECK(world.more.last_exchange.scope == "openid email");
  world.exchange({{"scope", "email"}});
  CHECK(world.more.last_exchange.scope == "email");
  CHECK(is_error(world.exchange({{"scope", "email phone"}}), 400, "invalid_scope"));
}

TEST_CASE("token substitution: dead tokens, those of another realm or kind, and bound ones are no subjects") {
  Exchanging world;
  CHECK(is_error(world.exchange({{"subject_token", "dead"}}), 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"subject_token", "foreign"}}), 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"subject_token", ""}}), 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"subject_token_type", "urn:ietf:params:oauth:token-type:refresh_token"}}),
                 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"}}),
                 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"actor_token_type", kAccess}}), 400, "invalid_request"));
  CHECK(is_error(world.exchange({{"actor_token", "dead"}, {"actor_token_type", kAccess}}), 400,
                 "invalid_request"));
  CHECK(is_error(world.exchange({{"resource", "api"}}), 400, "invalid_target"));
  world.memory.access_tokens["subject"].is_machine = true;
  CHECK(is_error(world.exchange(), 400, "invalid_request"));
  world.memory.access_tokens["subject"].is_machine = false;
  CHECK(world.exchange().status == 200);
  world.memory.access_tokens["subject"].bound_to = "key";
  CHECK(is_error(world.exchange(), 400, "invalid_request"));
}

TEST_CASE("token exchange: off until its application enables it, and never for public clients") {
  Exchanging world;
  CHECK(is_error(world.exchange({{"client_secret", "x"}}), 401, "invalid_client"));
  world.client().exchange_grant = false;
  CHECK(is_error(world.exchange(), 400, "unauthorized_client"));
  world.client().exchange_grant = true;
  world.client().token_auth = AuthMethod::kNone;
  CHECK(is_error(world.exchange(), 400, "unauthorized_client"));
  world.ports.exchanges = nullptr;
  CHECK(is_error(world.exchange(), 400, "unsupported_grant_type"));
}
