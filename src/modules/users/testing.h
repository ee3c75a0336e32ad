// For this module's tests: two pools and a management call of the first one.
#pragma once
#include <doctest/doctest.h>

#include <functional>

#include "api/call.h"
#include "crypto/password.h"
#include "db/testing.h"
#include "modules/messages/messages.h"
#include "modules/system/transport_keys.h"
#include "modules/users/sign_out.h"
#include "modules/users/users.h"
#include "net/gate.h"

namespace genauth::users::testing {

inline constexpr std::int64_t kNow = 1'760'000'000'000;  // 2025-10-09T08:53:20Z
inline constexpr const char* kPool = "507f1f77bcf86cd799439011";
inline constexpr const char* kOtherPool = "507f1f77bcf86cd799439012";
inline constexpr db::Sql kInsertPool{"test.insert_pool",
                                     "insert into pools (id, name, status, created_at, settings) "
                                     "values ($1, 'p', 'enabled', 1, '{}')"};

inline void with_pools(const std::function<void(db::Database&)>& test) {
  db::testing::for_each_engine([&](db::Database& database) {
    const auto made = database.write([](db::Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsertPool, {kPool}));
      TRY(tx.execute(kInsertPool, {kOtherPool}));
      return {};
    });
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail()));
    test(database);
  });
}

// The code of a refusal; a success fails the test.
template <class T>
Code refusal(const Result<T>& result) {
  REQUIRE_FALSE(result);
  return result.error().code();
}

inline User person(const char* username) {
  User user;
  user.pool_id = kPool;
  user.username = username;
  return user;
}

// Transport keys take time to make and stay out unless a test asks for them with with_transport_keys().
class ManagementCall {
 public:
  explicit ManagementCall(db::Database& database)
      : database_(database),
        outbox_(database, sealer_, clock_, carriers()),
        call_(services_, database, clock_, operation_) {
    services_.add(sealer_);
    services_.add(gate_);
    services_.add(cost_);
    services_.add(outbox_);
    services_.add(sign_out_);
    call_.pool_id = kPool;
  }
  void with_transport_keys() {
    keys_.emplace(*system::TransportKeys::open(database_, sealer_));
    services_.add(*keys_);
  }
  api::Call& operator*() { return call_; }
  messages::Outbox& outbox() { return outbox_; }

 private:
  static messages::Carriers carriers() {
    messages::Carriers all;
    all.email = [](const messages::Message&, std::string_view) { return Result<void>(); };
    all.inbox = true;
    return all;
  }

  db::Database& database_;
  crypto::Sealer sealer_ = *crypto::Sealer::create(std::string(32, 'k'));
  FixedClock clock_{kNow};
  net::Gate gate_{{.width = 2, .queue = 4, .deadline_ms = 10'000}};
  crypto::PasswordCost cost_;
  messages::Outbox outbox_;
  SignOut sign_out_{[](db::Tx&, std::string_view, std::string_view, std::int64_t) { return Result<void>(); }};
  std::optional<system::TransportKeys> keys_;
  api::Services services_;
  api::Operation operation_{};
  api::Call call_;
};

}  // namespace genauth::users::testing
