#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/sessions/testing.h"

using namespace genauth;
using namespace genauth::sessions;
using namespace genauth::sessions::testing;

TEST_CASE("refresh: refuses what is malformed, unknown, wrong, foreign or expired") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database), elsewhere(database);
    const std::string token = world.sign_in(world.application).refresh_token;
    REQUIRE(token.size() == 24 + 1 + 43);
    const auto refused = [&](std::string_view text) {
      CHECK(code_of(world.refresh(world.application, text)) == errors::kTokenInvalid);
    };
    refused("");
    refused(".");
    refused(token.substr(0, 24));
    refused(token.substr(0, 25));
    refused(token.substr(25));
    refused(std::string(24, 'a') + token.substr(24));
    refused(token + "x");
    refused(elsewhere.sign_in(elsewhere.application).refresh_token);
    CHECK(code_of(world.refresh(world.public_application, token)) == errors::kTokenInvalid);
    world.now_ms += world.application.settings.refresh_token_ttl_s * 1000;
    CHECK(code_of(world.refresh(world.application, token)) == errors::kTokenExpired);
  });
}

TEST_CASE("refresh: a confidential client keeps its token and its session") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const TokenSet first = world.sign_in(world.application, "openid email offline_access");
    const std::string session = world.check(first.access_token)->session_id;
    for (int i = 0; i < 3; ++i) {
      world.now_ms += 7'200'000;
      const TokenSet next = world.refresh(world.application, first.refresh_token).value();
      CHECK(next.refresh_token == first.refresh_token);
      CHECK(next.scope == "openid email offline_access");
      CHECK(contains(payload_of(next.id_token), "\"auth_time\":" + std::to_string(kStart / 1000)));
      CHECK(world.check(next.access_token)->session_id == session);
    }
    const TokenSet narrow = world.refresh(world.application, first.refresh_token, "openid").value();
    CHECK(narrow.scope == "openid");
    CHECK(world.refresh(world.application, first.refresh_token)->scope == "openid email offline_access");
  });
}

TEST_CASE("refresh: the session outlives the refresh token as long as the last access token does") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const TokenSet first = world.sign_in(world.application);
    world.now_ms += world.application.settings.refresh_token_ttl_s * 1000 - 1;
    const TokenSet last = world.refresh(world.application, first.refresh_token).value();
    world.now_ms += 7'199'000;
    CHECK(world.check(last.access_token).has_value());
  });
}

TEST_CASE("refresh: a public client's token is replaced; a repetition within 10 s gets the same successor") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string first = world.sign_in(world.public_application).refresh_token;
    const std::string second = world.refresh(world.public_application, first)->refresh_token;
    CHECK(second != first);
    world.now_ms += 10'000;
    CHECK(world.refresh(world.public_application, first)->refresh_token == second);
    const std::string third = world.refresh(world.public_application, second)->refresh_token;
    CHECK(third != second);
    CHECK(world.refresh(world.public_application, third).has_value());
  });
}

TEST_CASE("refresh: renewed tokens say how the user signed in, and the grant stays at its issuer") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (const applications::Application* client : {&world.application, &world.public_application}) {
      Grant wanted = world.grant(*client, "openid offline_access");
      wanted.amr = {"pwd", "otp"};
      std::string token = world.issue(wanted).tokens.refresh_token;
      for (int i = 0; i < 2; ++i) {
        const TokenSet next = world.refresh(*client, token).value();
        CHECK(contains(payload_of(next.id_token), R"("amr":["pwd","otp"])"));
        token = next.refresh_token;
      }
      const Renewal renewal =
          world
              .read([&](db::Session& session) {
                return inspect_refresh_token(session, world.pool_id, client->id, token, world.now_ms);
              })
              .value();
      CHECK(began_at(renewal, wanted.issuer));
      CHECK_FALSE(began_at(renewal, "https://other.example.com/oidc"));
    }
  });
}

TEST_CASE("refresh: an application may rotate the tokens of a confidential client too") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    world.application.settings.rotate_refresh_tokens = true;
    const std::string first = world.sign_in(world.application).refresh_token;
    const std::string second = world.refresh(world.application, first)->refresh_token;
    CHECK(second != first);
    world.now_ms += 10'001;
    CHECK(code_of(world.refresh(world.application, first)) == errors::kTokenInvalid);
    CHECK(code_of(world.refresh(world.application, second)) == errors::kTokenInvalid);
  });
}

TEST_CASE("refresh: an unused token ends early where the application says so, its family in the end") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (applications::Application* client : {&world.application, &world.public_application}) {
      client->settings.refresh_token_idle_s = 3600;
      client->settings.refresh_token_ttl_s = 9000;
      const std::string unused = world.sign_in(*client).refresh_token;
      std::string token = world.sign_in(*client).refresh_token;
      for (const std::int64_t pause_ms : {3'599'999, 3'599'999}) {
        world.now_ms += pause_ms;
        token = world.refresh(*client, token)->refresh_token;
      }
      CHECK(code_of(world.refresh(*client, unused)) == errors::kTokenExpired);
      world.now_ms += 1'800'002;
      CHECK(code_of(world.refresh(*client, token)) == errors::kTokenExpired);
    }
  });
}

TEST_CASE("attack: reuse of a replaced refresh token ends the family and its session") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string first = world.sign_in(world.public_application).refresh_token;
    const TokenSet next = world.refresh(world.public_application, first).value();
    const TokenSet bystander = world.sign_in(world.public_application);
    REQUIRE(world.check(next.access_token).has_value());
    world.now_ms += 10'001;
    CHECK(code_of(world.refresh(world.public_application, first)) == errors::kTokenInvalid);
    CHECK(code_of(world.refresh(world.public_application, next.refresh_token)) == errors::kTokenInvalid);
    CHECK(code_of(world.check(next.access_token)) == errors::kTokenInvalid);
    CHECK(world.refresh(world.public_application, bystander.refresh_token).has_value());
  });
}

TEST_CASE("attack: the row of a refresh token does not give the token away") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Draft made = world.issue(world.grant(world.public_application, "openid offline_access"));
    CHECK_FALSE(contains(made.refresh_secret_hash, made.tokens.refresh_token.substr(25)));
    // What the store holds of it, presented as if it were the secret.
    CHECK(code_of(world.refresh(world.public_application,
                                made.refresh_id + "." + hex(made.refresh_secret_hash))) ==
          errors::kTokenInvalid);
  });
}

TEST_CASE("64 concurrent refreshes of one token give one successor") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.sign_in(world.public_application).refresh_token;
    std::mutex mutex;
    std::set<std::string> successors;
    std::atomic<int> failures{0}, next{0};
    std::vector<std::thread> clients;
    for (int i = 0; i < 16; ++i) {
      clients.emplace_back([&] {
        while (next.fetch_add(1) < 64) {
          const Result<TokenSet> tokens = world.refresh(world.public_application, token);
          if (!tokens) {
            failures.fetch_add(1);
            continue;
          }
          std::lock_guard lock(mutex);
          successors.insert(tokens->refresh_token);
        }
      });
    }
    for (std::thread& client : clients) client.join();
    CHECK(failures == 0);
    REQUIRE(successors.size() == 1);
    CHECK(world.refresh(world.public_application, *successors.begin()).has_value());
  });
}

TEST_CASE("revoking a refresh token ends those of its session; unknown and foreign ones are no error") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string token = world.sign_in(world.public_application).refresh_token;
    const std::string next = world.refresh(world.public_application, token)->refresh_token;
    const auto revoke = [&](const applications::Application& as, std::string_view text) {
      world
          .write(
              [&](db::Tx& tx) { return revoke_refresh_token(tx, world.pool_id, as.id, text, world.now_ms); })
          .value();
    };
    revoke(world.public_application, "garbage");
    revoke(world.application, next);
    CHECK(world.refresh(world.public_application, next).has_value());
    revoke(world.public_application, token);
    CHECK(code_of(world.refresh(world.public_application, next)) == errors::kTokenInvalid);
  });
}

TEST_CASE("fresh grants and renewals are not saved by each other's function") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const Draft fresh = draft(world.ring, world.sealer, world.grant(world.application, "openid")).value();
    CHECK(code_of(world.write([&](db::Tx& tx) { return redeem(tx, world.sealer, fresh); })) ==
          errors::kInternal);
    const Renewal renewal;
    Grant wanted = world.grant(world.application, "openid");
    wanted.renewal = &renewal;
    const Draft renewed = draft(world.ring, world.sealer, wanted).value();
    CHECK(code_of(world.write([&](db::Tx& tx) { return save(tx, renewed); })) == errors::kInternal);
  });
}
