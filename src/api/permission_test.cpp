#include "api/permission.h"

#include <doctest/doctest.h>

namespace genauth::api {

TEST_CASE("a key may do what it is granted by name, by family or altogether, and nothing else") {
  CHECK(permits("*", "user:create"));
  CHECK(permits("user:create", "user:create"));
  CHECK(permits("group:read user:*", "user:create"));
  CHECK(permits("", ""));
  CHECK_FALSE(permits("", "user:create"));
  CHECK_FALSE(permits("user:read", "user:create"));
  CHECK_FALSE(permits("users:*", "user:create"));
  CHECK_FALSE(permits("user", "user:create"));
  CHECK_FALSE(permits("application:read", "application_secret:read"));
  CHECK_FALSE(permits("application:*", "application_secret:read"));
}

}  // namespace genauth::api
