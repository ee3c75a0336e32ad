#include "modules/system/transport_keys.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"

namespace genauth::system {
namespace {

TEST_CASE("makes transport keys once and finds them again") {
  const auto sealer = crypto::Sealer::create(std::string(32, 'k'));
  const auto other = crypto::Sealer::create(std::string(32, 'x'));
  REQUIRE(sealer);
  REQUIRE(other);
  db::testing::for_each_engine([&](db::Database& database) {
    const auto first = TransportKeys::open(database, *sealer),
               second = TransportKeys::open(database, *sealer);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->rsa_public_pem() == second->rsa_public_pem());
    CHECK(first->sm2_public_hex() == second->sm2_public_hex());
    CHECK(first->sm2_public_hex().size() == 130);
    CHECK_FALSE(TransportKeys::open(database, *other));

    CHECK(*first->decrypt("none", "secret") == "secret");
    for (const char* type : {"rsa", "sm2"}) {
      const auto refused = first->decrypt(type, "not a ciphertext");
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code() == errors::kPasswordUndecryptable);
    }
    const auto unknown = first->decrypt("des", "x");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code() == errors::kMustBeOneOf);
  });
}

}  // namespace
}  // namespace genauth::system
