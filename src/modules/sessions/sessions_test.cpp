#include "modules/sessions/sessions.h"

#include "crypto/digest.h"
#include "gen/errors/access.h"
#include "gen/errors/users.h"
#include "modules/sessions/testing.h"

using namespace genauth;
using namespace genauth::sessions;
using namespace genauth::sessions::testing;

TEST_CASE("refuses texts that are no tokens") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.sign_in(world.application);
    for (const char* text : {"", ".", "..", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "Bearer x"}) {
      CHECK(code_of(world.check(text)) == errors::kTokenInvalid);
      CHECK(peek(text).app_id.empty());
    }
  });
}

TEST_CASE("an access token carries the claims that clients read") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const TokenSet tokens = world.sign_in(world.application, "openid profile");
    const auto jws = crypto::parse_jws(tokens.access_token);
    CHECK(jws->alg == crypto::Alg::kRs256);
    CHECK(jws->typ == "at+jwt");
    CHECK(jws->kid.size() == 24);
    for (const std::string& part :
         {R"("iss":"https://web.example.com/oidc")" + std::string(), R"("sub":")" + world.user.id + "\"",
          R"("aud":")" + world.application.id + "\"", R"("client_id":")" + world.application.id + "\"",
          "\"iat\":" + std::to_string(kStart / 1000), "\"exp\":" + std::to_string(kStart / 1000 + 7200),
          std::string(R"("scope":"openid profile")"), std::string(R"("jti":")"), std::string(R"("sid":")")}) {
      INFO(part);
      CHECK(contains(jws->payload, part));
    }
    CHECK_FALSE(contains(jws->payload, "tenant_id"));
    CHECK(tokens.token_type == "Bearer");
    CHECK(tokens.expires_in_s == 7200);
    CHECK(tokens.refresh_token.empty());
    const Verified verified = world.check(tokens.access_token).value();
    CHECK(verified.user_id == world.user.id);
    CHECK(verified.app_id == world.application.id);
    CHECK(verified.scope == "openid profile");
    CHECK(verified.expires_at == kStart + 7'200'000);
    CHECK(peek(tokens.access_token).app_id == world.application.id);
  });
}

TEST_CASE("an ID token speaks of what the scope opens, in the application's algorithm") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (const char* algorithm : {"RS256", "ES256", "EdDSA", "HS256"}) {
      applications::Application to = world.application;
      to.settings.id_token_algorithm = algorithm;
      Grant wanted = world.grant(to, "openid email");
      wanted.nonce = "n-1";
      wanted.amr = {"pwd", "otp"};
      const TokenSet tokens = world.issue(wanted).tokens;
      const auto jws = crypto::parse_jws(tokens.id_token);
      CHECK(crypto::alg_name(jws->alg) == algorithm);
      CHECK(jws->typ == "JWT");
      CHECK(contains(jws->payload, R"("nonce":"n-1")"));
      CHECK(contains(jws->payload, R"("amr":["pwd","otp"])"));
      CHECK(contains(jws->payload, R"("email":"ann@example.com")"));
      CHECK_FALSE(contains(jws->payload, R"("name")"));
      const bool wide = std::string_view(algorithm) == "EdDSA";
      const std::string digest =
          wide ? crypto::sha512(tokens.access_token) : crypto::sha256(tokens.access_token);
      CHECK(contains(jws->payload, R"("at_hash":")" + base64url(digest.substr(0, digest.size() / 2)) + "\""));
      if (jws->alg == crypto::Alg::kHs256) CHECK(crypto::verify_hs256(*jws, to.secret).has_value());
    }
    CHECK(world.sign_in(world.application, "profile").id_token.empty());
    CHECK(world.sign_in(world.application, "openid banana").scope == "openid");
    CHECK(world.sign_in(world.application, "").scope == "openid profile");
  });
}

TEST_CASE("an application may opt out of RS256 for its access tokens") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (const char* algorithm : {"RS256", "ES256", "EdDSA"}) {
      applications::Application to = world.application;
      to.settings.access_token_algorithm = algorithm;
      const TokenSet tokens = world.issue(world.grant(to, "openid")).tokens;
      CHECK(crypto::alg_name(crypto::parse_jws(tokens.access_token)->alg) == algorithm);
      CHECK(crypto::alg_name(crypto::parse_jws(tokens.id_token)->alg) == "RS256");
      CHECK(world.check(tokens.access_token).value().user_id == world.user.id);
    }
  });
}

TEST_CASE("expired: an access token is refused from its last second on, session or not") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.sign_in(world.application).access_token;
    world.now_ms += 7'199'999;
    CHECK(world.check(token).has_value());
    world.now_ms += 1;
    CHECK(code_of(world.check(token)) == errors::kTokenExpired);
  });
}

TEST_CASE("attack: no token passes for a token of another kind") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const TokenSet tokens = world.sign_in(world.application);
    const std::string management =
        draft_management_token(world.ring, world.pool_id, std::string(24, 'b'), world.now_ms)->access_token;
    const std::string machine =
        draft_client_credentials_token(world.ring, world.pool_id, std::string(24, 'b'), "book:read", "iss",
                                       kStart)
            ->access_token;
    CHECK(code_of(world.check(tokens.id_token)) == errors::kTokenInvalid);
    CHECK(code_of(world.check(management)) == errors::kTokenInvalid);
    CHECK(code_of(world.check(machine)) == errors::kTokenInvalid);  // genuine, but no user stands behind it
    CHECK(world.check(tokens.access_token).has_value());
    for (const std::string& not_management : {tokens.access_token, tokens.id_token, machine}) {
      CHECK(code_of(verify_management_token(world.ring, not_management, kStart)) == errors::kTokenInvalid);
    }
    // A user's token that an extra claim makes look like a management token.
    const std::string claims =
        R"({"sub":"k","aud":"genauth-management","exp":9999999999,"scoped_userpool_id":")" + world.pool_id +
        "\"}";
    const std::string dressed =
        world.ring.sign(world.pool_id, keys::Algorithm::kRs256, "at+jwt", claims).value();
    CHECK(code_of(verify_management_token(world.ring, dressed, kStart)) == errors::kTokenInvalid);
  });
}

TEST_CASE("attack: a token of another pool, wrong aud") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database), elsewhere(database);
    const std::string token = elsewhere.sign_in(elsewhere.application).access_token;
    CHECK(elsewhere.check(token).has_value());
    CHECK(code_of(world.check(token)) == errors::kTokenInvalid);
    // Whose application it is for is the caller's to compare: the token says it truthfully.
    CHECK(world.check(world.sign_in(world.public_application).access_token)->app_id ==
          world.public_application.id);
    const std::string no_aud = R"({"jti":"j","sub":"u","exp":9999999999})";
    const std::string bad = world.ring.sign(world.pool_id, keys::Algorithm::kRs256, "at+jwt", no_aud).value();
    CHECK(code_of(world.check(bad)) == errors::kTokenInvalid);
  });
}

TEST_CASE("a user who is suspended or gone is noticed by the next check") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.sign_in(world.application).access_token;
    REQUIRE(world.check(token).has_value());
    users::User changed = world.user;
    for (users::Status status : {users::Status::kSuspended, users::Status::kDeactivated,
                                 users::Status::kResigned, users::Status::kArchived}) {
      changed.status = status;
      world.write([&](db::Tx& tx) { return users::update(tx, changed, world.now_ms); }).value();
      CHECK(code_of(world.check(token)) == errors::kUserDisabled);
    }
    world.write([&](db::Tx& tx) { return users::update(tx, world.user, world.now_ms); }).value();
    CHECK(world.check(token).has_value());
    world.write([&](db::Tx& tx) { return users::remove(tx, world.pool_id, world.user.id); }).value();
    CHECK(code_of(world.check(token)) == errors::kTokenInvalid);
  });
}

TEST_CASE(
    "revoking ends one token, ending a session all of its tokens, ending a user's sessions everything") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Draft first = world.issue(world.grant(world.application, "openid offline_access"));
    Grant again = world.grant(world.application, "openid");
    again.session_id = first.session_id;
    const std::string same_session = world.issue(again).tokens.access_token;
    const TokenSet other = world.sign_in(world.application);

    const Verified verified = world.check(first.tokens.access_token).value();
    for (int i = 0; i < 2; ++i) {
      world
          .write([&](db::Tx& tx) {
            return revoke_access_token(tx, world.pool_id, verified.token_id, verified.expires_at);
          })
          .value();
    }
    CHECK(code_of(world.check(first.tokens.access_token)) == errors::kTokenInvalid);
    CHECK(world.check(same_session).has_value());

    world.write([&](db::Tx& tx) { return end_session(tx, world.pool_id, first.session_id, world.now_ms); })
        .value();
    CHECK(code_of(world.check(same_session)) == errors::kTokenInvalid);
    CHECK(code_of(world.refresh(world.application, first.tokens.refresh_token)) == errors::kTokenInvalid);
    const Draft late = draft(world.ring, world.sealer, again).value();
    CHECK(code_of(world.write([&](db::Tx& tx) { return save(tx, late); })) == errors::kTokenInvalid);

    CHECK(world.check(other.access_token).has_value());
    world
        .write(
            [&](db::Tx& tx) { return end_sessions_of_user(tx, world.pool_id, world.user.id, world.now_ms); })
        .value();
    CHECK(code_of(world.check(other.access_token)) == errors::kTokenInvalid);
    CHECK(code_of(world.refresh(world.application, other.refresh_token)) == errors::kTokenInvalid);
  });
}

TEST_CASE("sweeping deletes what has expired, in chunks, and nothing that lives") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (int i = 0; i < 5; ++i) world.sign_in(world.application, "openid");
    world.write([&](db::Tx& tx) { return revoke_access_token(tx, world.pool_id, "jti", kStart + 10); })
        .value();
    world.now_ms += 7'200'001;
    const TokenSet alive = world.sign_in(world.application);
    const auto swept = [&] {
      return world.write([&](db::Tx& tx) { return sweep(tx, world.now_ms, 3); }).value();
    };
    CHECK(swept() == 4);  // three sessions and the revocation
    CHECK(swept() == 2);
    CHECK(swept() == 0);
    CHECK(world.check(alive.access_token).has_value());
    CHECK(world.refresh(world.application, alive.refresh_token).has_value());
  });
}
