// Authentication in the background (CIBA Core 1.0).
#include "oidc/memory_extensions.h"
#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

struct Background : World, BackchannelRequests {
  Client& client = memory.known_clients["post"];
  BackchannelRequest last;
  Outcome<Tokens> next_poll = Error{Kind::kAuthorizationPending, "not yet"};

  Background() {
    ports.backchannel = this;
    client.ciba_grant = true;
    memory.hints["mine"] = {"post", "u1", "s1", "https://demo.example.com/oidc"};
    memory.hints["other's"] = {"basic", "u1", "s1", "https://demo.example.com/oidc"};
  }

  Outcome<BackchannelAnswer> begin(const Client&, const BackchannelRequest& request,
                                   const Context&) override {
    last = request;
    return BackchannelAnswer{"id.secret", "42", 120};
  }
  Outcome<Tokens> poll(const Client&, std::string_view id, const Context&) override {
    if (id != "id.secret") return Error{Kind::kInvalidGrant, "no such request"};
    return next_poll;
  }

  Response ask(const Pairs& changes = {}) {
    return backchannel_authentication(post(with({{"client_id", "post"},
                                                 {"client_secret", "post-secret"},
                                                 {"scope", "openid profile"},
                                                 {"login_hint", "ann"}},
                                                changes)),
                                      ports);
  }
  Response collect(std::string_view id = "id.secret") {
    return token(post({{"client_id", "post"},
                       {"client_secret", "post-secret"},
                       {"grant_type", "urn:openid:params:grant-type:ciba"},
                       {"auth_req_id", std::string(id)}}),
                 ports);
  }
};

}  // namespace

TEST_CASE("CIBA: a request says whom, for what, and what the person will see") {
  Background world;
  const Response answer = world.ask({{"binding_message", "Till 4"}, {"requested_expiry", "30"}});
  CHECK(answer.status == 200);
  CHECK(answer.body == R"({"auth_req_id":"id.secret","expires_in":120,"interval":5,"match_number":"42"})");
  CHECK(header(answer, "Cache-Control") == "no-store");
  CHECK(world.last.login_hint == "ann");
  CHECK(world.last.scope == "openid profile");
  CHECK(world.last.issuer == "https://demo.example.com/oidc");
  CHECK(world.last.binding_message == "Till 4");
  CHECK(world.last.requested_expiry_s == 30);
}

TEST_CASE("CIBA: an ID token of the client's own names the person") {
  Background world;
  CHECK(world.ask({{"login_hint", ""}, {"id_token_hint", "mine"}}).status == 200);
  CHECK(world.last.hinted_sub == "u1");
  CHECK(world.last.hinted_sid == "s1");
  CHECK(is_error(world.ask({{"login_hint", ""}, {"id_token_hint", "other's"}}), 400, "invalid_request"));
  CHECK(is_error(world.ask({{"login_hint", ""}, {"id_token_hint", "nobody's"}}), 400, "invalid_request"));
}

TEST_CASE("CIBA: what is no request, or asks for what there is not, is refused") {
  Background world;
  const std::pair<Pairs, const char*> wrong[] = {
      {{{"login_hint", ""}}, "invalid_request"},
      {{{"id_token_hint", "mine"}}, "invalid_request"},
      {{{"login_hint_token", "x"}}, "invalid_request"},
      {{{"request", "x"}}, "invalid_request"},
      {{{"user_code", "1"}}, "invalid_request"},
      {{{"client_notification_token", "x"}}, "invalid_request"},
      {{{"requested_expiry", "-1"}}, "invalid_request"},
      {{{"scope", "profile"}}, "invalid_scope"},
      {{{"resource", "https://api.example/a"}}, "invalid_target"},
      {{{"binding_message", "a\nb"}}, "invalid_binding_message"},
      {{{"binding_message", std::string(65, 'x')}}, "invalid_binding_message"},
      {{{"binding_message", "\xff"}}, "invalid_binding_message"}};
  for (const auto& [changes, error] : wrong) CHECK(is_error(world.ask(changes), 400, error));
  CHECK(is_error(world.ask({{"client_secret", "wrong"}}), 401, "invalid_client"));
}

TEST_CASE("CIBA: a client that is told by ping says by what it knows us, and no other does") {
  Background world;
  world.client.ciba_ping = true;
  const std::string token = "abcDEF0123-._~+/abcDEF==";
  CHECK(world.ask({{"client_notification_token", token}}).status == 200);
  CHECK(world.last.notification_token == token);
  CHECK(world.ask({{"client_notification_token", std::string(1024, 'x')}}).status == 200);
  for (const std::string& wrong :
       {std::string(), std::string(21, 'x'), std::string(1025, 'x'), std::string(30, '='),
        std::string("abcDEF=0123456789012345678"), std::string("abc DEF0123456789012345678"),
        std::string("abc\r\nDEF01234567890123456")})
    CHECK(is_error(world.ask({{"client_notification_token", wrong}}), 400, "invalid_request"));
}

TEST_CASE("CIBA: only clients that have it, prove themselves and have somebody who vouches for them") {
  Background world;
  world.next_poll = Tokens{"token", "", "", "openid"};
  const Client before = world.client;
  world.client.ciba_grant = false;
  CHECK(is_error(world.ask(), 400, "unauthorized_client"));
  CHECK(is_error(world.collect(), 400, "unauthorized_client"));
  world.client = before;
  world.client.token_auth = AuthMethod::kNone;
  CHECK(is_error(world.ask(), 400, "unauthorized_client"));
  CHECK(is_error(world.collect(), 400, "unauthorized_client"));
  world.client = before;
  world.client.always_consent = true;
  CHECK(is_error(world.ask(), 400, "unauthorized_client"));
  world.ports.backchannel = nullptr;
  CHECK(world.ask().status == 404);
  CHECK(is_error(world.collect(), 400, "unsupported_grant_type"));
}

TEST_CASE("CIBA: the client asks until the person has answered") {
  Background world;
  CHECK(is_error(world.collect(), 400, "authorization_pending"));
  CHECK(is_error(world.collect("other"), 400, "invalid_grant"));
  CHECK(is_error(world.collect(""), 400, "invalid_request"));
  world.next_poll = Tokens{"token", "", "", "openid"};
  CHECK(says(world.collect(), R"("access_token":"token")"));
}
