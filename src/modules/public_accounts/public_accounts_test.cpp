#include "modules/public_accounts/public_accounts.h"

#include <doctest/doctest.h>

#include "modules/sessions/browser.h"
#include "modules/sessions/testing.h"

namespace genauth::public_accounts {
namespace {

using sessions::testing::World;

constexpr std::int64_t kHourMs = 3'600'000;

struct Shared : World {
  explicit Shared(db::Database& db) : World(db) {}

  const std::string person = std::string(24, 'a');

  std::optional<std::string> origin(std::string_view session_id) {
    return read([&](db::Session& session) { return origin_of(session, pool_id, session_id); }).value();
  }
  std::string open_browser(std::string_view origin) {
    const std::vector<std::string> words;
    return write([&](db::Tx& tx) {
             return sessions::open_browser(tx, {.pool_id = pool_id,
                                                .user_id = user.id,
                                                .tenant_id = "",
                                                .amr = words,
                                                .channels = words,
                                                .satisfied = words,
                                                .auth_time = now_ms,
                                                .now_ms = now_ms,
                                                .expires_at = now_ms + 24 * kHourMs,
                                                .origin_user_id = origin});
           })
        .value();
  }
  sessions::Draft issue_from(const std::string& browser_id) {
    sessions::Grant wanted = grant(application, "openid offline_access");
    wanted.browser_id = browser_id;
    return issue(wanted);
  }
};

void on_both(const std::function<void(Shared&)>& test) {
  db::testing::for_each_engine([&](db::Database& database) {
    Shared world(database);
    test(world);
  });
}

}  // namespace

TEST_CASE("who uses a session of a public account is known as long as the session is there") {
  on_both([](Shared& world) {
    const sessions::Draft draft = world.issue(world.grant(world.application, "openid offline_access"));
    CHECK_FALSE(world.origin(draft.session_id));
    sessions::Draft short_lived = draft;
    short_lived.session_expires_at = world.now_ms + kHourMs;
    world.write([&](db::Tx& tx) { return remember(tx, short_lived, world.person); }).value();
    CHECK(world.origin(draft.session_id) == world.person);
    // Extended beyond what was expected when it began: a renewal does that.
    const auto swept = [&] {
      return world.write([&](db::Tx& tx) { return sweep(tx, world.now_ms + 2 * kHourMs, 100); }).value();
    };
    CHECK(swept() == 0);
    CHECK(world.origin(draft.session_id) == world.person);
    world.write([&](db::Tx& tx) { return sessions::sweep(tx, draft.session_expires_at + 1, 100); }).value();
    CHECK(swept() == 1);
  });
}

TEST_CASE("sessions that come out of a browser are of the person who uses it") {
  on_both([](Shared& world) {
    const std::string shared = world.open_browser(world.person), own = world.open_browser("");
    const sessions::Draft there = world.issue_from(shared), here = world.issue_from(own);
    CHECK(world.origin(there.session_id) == world.person);
    CHECK_FALSE(world.origin(here.session_id));
    world
        .write(
            [&](db::Tx& tx) { return end_sessions_of_person(tx, world.pool_id, world.person, world.now_ms); })
        .value();
    const auto browser = [&](const std::string& id) {
      return world
          .read([&](db::Session& session) {
            return sessions::load_browser(session, world.pool_id, id, world.now_ms);
          })
          .value();
    };
    CHECK_FALSE(browser(shared));
    CHECK(browser(own));
  });
}

}  // namespace genauth::public_accounts
