#include "modules/sessions/browser.h"

#include <doctest/doctest.h>

#include "gen/errors/access.h"
#include "modules/sessions/testing.h"

namespace genauth::sessions {
namespace {

using testing::code_of;
using testing::World;

constexpr std::int64_t kLifeMs = 1'000'000;

struct Browsing : World {
  explicit Browsing(db::Database& db) : World(db) {}

  std::string open() {
    return write([&](db::Tx& tx) { return open_browser(tx, row()); }).value();
  }
  std::string arm(const std::string& id) {
    return write([&](db::Tx& tx) { return arm_browser(tx, pool_id, id, now_ms); }).value();
  }
  std::optional<Browser> find(std::string_view cookie) {
    return read([&](db::Session& session) { return find_browser(session, pool_id, cookie, now_ms); }).value();
  }
  Draft issue_from(const std::string& browser_id, const applications::Application& to) {
    Grant wanted = grant(to, "openid offline_access");
    wanted.browser_id = browser_id;
    return issue(wanted);
  }
  NewBrowser row() const {
    return {.pool_id = pool_id,
            .user_id = user.id,
            .tenant_id = "",
            .amr = amr,
            .channels = channels,
            .satisfied = satisfied,
            .auth_time = now_ms,
            .now_ms = now_ms,
            .expires_at = now_ms + kLifeMs};
  }
  std::vector<std::string> amr = {"pwd", "otp"}, channels = {"PASSWORD", "OTP"}, satisfied = {"mfa"};
};

void on_both(const std::function<void(Browsing&)>& test) {
  db::testing::for_each_engine([&](db::Database& database) {
    Browsing world(database);
    test(world);
  });
}

}  // namespace

TEST_CASE("a browser is known by the cookie that it was armed with, and by no other") {
  on_both([](Browsing& world) {
    const std::string id = world.open();
    CHECK_FALSE(world.find(id + "."));  // not armed yet: nothing opens it
    CHECK_FALSE(world.find(id));
    const std::string cookie = world.arm(id);
    const auto known = world.find(cookie);
    REQUIRE(known);
    CHECK(known->user_id == world.user.id);
    CHECK(known->amr == world.amr);
    CHECK(known->channels == world.channels);
    CHECK(known->satisfied == world.satisfied);
    CHECK_FALSE(world.find(cookie + "x"));
    CHECK_FALSE(world.find("x." + cookie));
    world.now_ms += kLifeMs;
    CHECK_FALSE(world.find(cookie));
  });
}

TEST_CASE("session fixation: a secret from before the sign-in is worth nothing after it") {
  on_both([](Browsing& world) {
    const std::string id = world.open();
    const std::string before = world.arm(id);
    CHECK(world.write([&](db::Tx& tx) { return renew_browser(tx, id, world.row()); }).value());
    CHECK_FALSE(world.find(before));
    const std::string after = world.arm(id);
    CHECK_FALSE(world.find(before));
    CHECK(world.find(after));
  });
}

TEST_CASE("a browser goes on for its own user alone") {
  on_both([](Browsing& world) {
    const std::string id = world.open();
    NewBrowser other = world.row();
    other.user_id = "somebody";
    CHECK_FALSE(world.write([&](db::Tx& tx) { return renew_browser(tx, id, other); }).value());
  });
}

TEST_CASE("ending a browser ends every session that came out of it, and no other") {
  on_both([](Browsing& world) {
    const std::string id = world.open();
    const std::string cookie = world.arm(id);
    const Draft web = world.issue_from(id, world.application);
    const Draft page = world.issue_from(id, world.public_application);
    const Draft program = world.issue_from("", world.application);
    const auto of_browser = [&](const applications::Application& application) {
      return world
          .read([&](db::Session& session) {
            return session_of_browser(session, world.pool_id, world.user.id, application.id, id,
                                      world.now_ms);
          })
          .value();
    };
    CHECK(of_browser(world.application) == web.session_id);
    CHECK(of_browser(world.public_application) == page.session_id);
    CHECK(
        world.write([&](db::Tx& tx) { return sign_out(tx, world.pool_id, page.session_id, world.now_ms); }));
    CHECK_FALSE(world.find(cookie));
    CHECK(of_browser(world.application).empty());
    CHECK(code_of(world.check(web.tokens.access_token)) == errors::kTokenInvalid);
    CHECK(code_of(world.refresh(world.application, web.tokens.refresh_token)) == errors::kTokenInvalid);
    CHECK(world.check(program.tokens.access_token));
    CHECK(world.refresh(world.application, program.tokens.refresh_token));
  });
}

TEST_CASE("what ends the sessions of a user ends the browsers too, but for the one that is kept") {
  on_both([](Browsing& world) {
    const std::string mine = world.open(), elsewhere = world.open();
    const std::string my_cookie = world.arm(mine), other_cookie = world.arm(elsewhere);
    const Draft kept = world.issue_from(mine, world.application);
    CHECK(world.write([&](db::Tx& tx) {
      return end_other_sessions(tx, world.pool_id, world.user.id, kept.session_id, world.now_ms);
    }));
    CHECK(world.find(my_cookie));
    CHECK_FALSE(world.find(other_cookie));
    CHECK(world.write(
        [&](db::Tx& tx) { return end_sessions_of_user(tx, world.pool_id, world.user.id, world.now_ms); }));
    CHECK_FALSE(world.find(my_cookie));
    CHECK(code_of(world.write([&](db::Tx& tx) {
            return arm_browser(tx, world.pool_id, mine, world.now_ms);
          })) == errors::kTokenInvalid);
  });
}

}  // namespace genauth::sessions
