#include "gen/errors/access.h"
#include "modules/sessions/testing.h"
#include "oidc/binding.h"

using namespace genauth;
using namespace genauth::sessions;
using namespace genauth::sessions::testing;

namespace {
const std::string kKeyId(24, 'b');
}

TEST_CASE("a management token names its pool and key, for its time") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database), elsewhere(database);
    const MachineToken token = draft_management_token(world.ring, world.pool_id, kKeyId, kStart).value();
    CHECK(token.expires_in_s == 7200);
    const VerifiedManagement verified =
        verify_management_token(world.ring, token.access_token, kStart).value();
    CHECK(verified.pool_id == world.pool_id);
    CHECK(verified.access_key_id == kKeyId);
    CHECK(verified.expires_at == kStart + 7'200'000);
    CHECK(verify_management_token(world.ring, token.access_token, kStart + 7'199'999).has_value());
    CHECK(code_of(verify_management_token(world.ring, token.access_token, kStart + 7'200'000)) ==
          errors::kTokenExpired);
  });
}

TEST_CASE("a management token tells the certificate that it is bound to, in a payload of plain base64") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (int i = 0; i < 50; ++i) {
      const std::string bound_to = oidc::bound_to_certificate("certificate " + std::to_string(i));
      const std::string token =
          draft_management_token(world.ring, world.pool_id, kKeyId, kStart, 7200, bound_to)->access_token;
      CHECK(verify_management_token(world.ring, token, kStart)->bound_to == bound_to);
      const std::string payload = token.substr(token.find('.'), token.rfind('.') - token.find('.'));
      CHECK(payload.find_first_of("-_") == std::string::npos);
    }
    const std::string strange =
        R"({"sub":"k","aud":"genauth-management","exp":9999999999,"cnf":{"kid":"x"},"scoped_userpool_id":")";
    const std::string token =
        world.ring
            .sign(world.pool_id, keys::Algorithm::kRs256, "management+jwt", strange + world.pool_id + "\"}")
            .value();
    CHECK(code_of(verify_management_token(world.ring, token, kStart)) == errors::kTokenInvalid);
  });
}

TEST_CASE("attack: a management token cannot name a pool other than its signer's") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database), elsewhere(database);
    const auto signed_by_world = [&](const std::string& pool_id) {
      return draft_management_token(world.ring, pool_id, kKeyId, kStart).value().access_token;
    };
    const std::string claims =
        R"({"sub":"k","aud":"genauth-management","exp":9999999999,"scoped_userpool_id":")";
    const auto forged = [&](const std::string& named) {
      return world.ring.sign(world.pool_id, keys::Algorithm::kRs256, "management+jwt", claims + named + "\"}")
          .value();
    };
    CHECK(verify_management_token(world.ring, forged(world.pool_id), kStart).has_value());
    CHECK(code_of(verify_management_token(world.ring, forged(elsewhere.pool_id), kStart)) ==
          errors::kTokenInvalid);
    CHECK(code_of(verify_management_token(world.ring, forged(std::string(24, 'f')), kStart)) ==
          errors::kTokenInvalid);
    CHECK(code_of(verify_management_token(world.ring, forged(""), kStart)) == errors::kTokenInvalid);
    CHECK(verify_management_token(world.ring, signed_by_world(elsewhere.pool_id), kStart)->pool_id ==
          elsewhere.pool_id);
    CHECK(code_of(verify_management_token(world.ring, "a.b.c", kStart)) == errors::kTokenInvalid);
  });
}

TEST_CASE("the payload of a management token can be decoded with the standard base64 alphabet") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    for (int i = 0; i < 200; ++i) {
      const std::string token =
          draft_management_token(world.ring, world.pool_id, new_id(kStart), kStart + i * 977)
              .value()
              .access_token;
      const std::size_t first = token.find('.'), second = token.find('.', first + 1);
      CHECK(token.substr(first + 1, second - first - 1).find_first_of("-_") == std::string::npos);
    }
  });
}

TEST_CASE("a machine's access token is its own subject and audience") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const MachineToken token = draft_client_credentials_token(world.ring, world.pool_id, kKeyId, "book:read",
                                                              "https://x/oidc", kStart)
                                   .value();
    const std::string payload = payload_of(token.access_token);
    for (const char* claim : {"sub", "azp", "aud", "client_id"}) {
      CHECK(contains(payload, "\"" + std::string(claim) + "\":\"" + kKeyId + "\""));
    }
    CHECK(contains(payload, R"("scope":"book:read")"));
    CHECK(verify(world.ring, world.pool_id, token.access_token, kStart)->session_id.empty());
    CHECK(code_of(world.check(token.access_token)) == errors::kTokenInvalid);
  });
}
