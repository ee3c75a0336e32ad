// E-mail addresses, the age of a phone number, and former passwords, on both engines.
#include "gen/errors/account.h"
#include "gen/errors/users.h"
#include "modules/passwords/passwords.h"
#include "modules/users/denials.h"
#include "modules/users/testing.h"

namespace genauth::users {
namespace {

using namespace testing;

User add(db::Database& database, const User& user) {
  const auto made = database.write([&](db::Tx& tx) { return insert(tx, user, kNow); });
  REQUIRE(made);
  return *made;
}

std::optional<std::int64_t> changed_at(db::Database& database, const std::string& id) {
  return (*database.read([&](db::Session& session) { return find(session, kPool, id); }))->phone_changed_at;
}

}  // namespace

TEST_CASE("sets, replaces and takes off an e-mail address of one user") {
  with_pools([](db::Database& database) {
    const User one = add(database, person("one")), two = add(database, person("two"));
    const auto set = [&](const std::string& id, const char* email) {
      return database.write([&](db::Tx& tx) { return set_email(tx, kPool, id, email, true, kNow); });
    };
    const auto clear = [&](const std::string& id) {
      return database.write([&](db::Tx& tx) { return clear_email(tx, kPool, id, kNow); });
    };
    CHECK(refusal(clear(one.id)) == errors::kEmailNotBound);
    CHECK(set(one.id, "Ada@Example.com"));
    CHECK(refusal(set(two.id, "ada@example.com")) == errors::kEmailTaken);
    CHECK(refusal(set("507f1f77bcf86cd799439099", "x@example.com")) == errors::kUserNotFound);
    CHECK(set(one.id, "lovelace@example.com"));
    CHECK(set(two.id, "ada@example.com"));
    CHECK(clear(one.id));
    const auto left = *database.read([&](db::Session& session) { return find(session, kPool, one.id); });
    CHECK_FALSE(left->email);
    CHECK_FALSE(left->email_verified);
  });
}

TEST_CASE("knows when a number came onto the account, however it came") {
  with_pools([](db::Database& database) {
    User with_number = person("born");
    with_number.phone_country_code = "+86";
    with_number.phone = "13800138001";
    const User born = add(database, with_number), one = add(database, person("one"));
    CHECK_FALSE(changed_at(database, born.id));
    CHECK(database.write(
        [&](db::Tx& tx) { return bind_phone(tx, kPool, one.id, "+86", "13800138002", kNow + 1); }));
    CHECK(changed_at(database, one.id) == kNow + 1);
    CHECK(database.write(
        [&](db::Tx& tx) { return set_phone(tx, kPool, one.id, "+86", "13800138003", true, kNow + 2); }));
    CHECK(changed_at(database, one.id) == kNow + 2);
    CHECK(database.write([&](db::Tx& tx) { return trust_phone(tx, kPool, one.id); }));
    CHECK_FALSE(changed_at(database, one.id));
    // An administrator's update counts if the number differs, and only then.
    User changed = born;
    changed.name = "Ada";
    CHECK(database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 3); }));
    CHECK_FALSE(changed_at(database, born.id));
    changed.phone = "13800138004";
    CHECK(database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 4); }));
    CHECK(changed_at(database, born.id) == kNow + 4);
  });
}

TEST_CASE("keeps the last 24 former passwords, whoever replaced them, and the pool's rule picks among them") {
  with_pools([](db::Database& database) {
    const User one = add(database, person("one"));
    for (int i = 0; i < 30; ++i)
      REQUIRE(database.write([&](db::Tx& tx) {
        return set_password(tx, kPool, one.id, "hash" + std::to_string(i), 1, kNow + i);
      }));
    User changed = **database.read([&](db::Session& session) { return find(session, kPool, one.id); });
    changed.password_hash = "hash30";
    CHECK(database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 30); }));
    const auto forbidden = [&](std::int64_t count, std::int64_t days) {
      pools::Settings settings;
      settings.password_history_count = count;
      settings.password_history_days = days;
      return *database.read([&](db::Session& session) {
        return passwords::forbidden(session, settings, kPool, one.id, kNow + 31);
      });
    };
    CHECK(forbidden(0, 0).empty());
    CHECK(forbidden(3, 0) == std::vector<std::string>{"hash29", "hash28"});
    CHECK(forbidden(0, 1).size() == 24);
    CHECK(database.write([&](db::Tx& tx) { return clear_password(tx, kPool, one.id, kNow + 32); }));
    CHECK(forbidden(2, 0) == std::vector<std::string>{"hash30"});
    CHECK(database.write([&](db::Tx& tx) { return remove(tx, kPool, one.id); }));
    CHECK(forbidden(24, 3650).empty());
  });
}

TEST_CASE("knows when an address came onto the account, however it came") {
  with_pools([](db::Database& database) {
    User with_email = person("born");
    with_email.email = "born@example.com";
    const User born = add(database, with_email), one = add(database, person("one"));
    const auto since = [&](const std::string& id) {
      return (*database.read([&](db::Session& session) { return find(session, kPool, id); }))
          ->email_changed_at;
    };
    CHECK_FALSE(since(born.id));
    CHECK(database.write(
        [&](db::Tx& tx) { return set_email(tx, kPool, one.id, "a@example.com", true, kNow + 1); }));
    CHECK(since(one.id) == kNow + 1);
    CHECK(database.write([&](db::Tx& tx) { return trust_email(tx, kPool, one.id); }));
    CHECK_FALSE(since(one.id));
    User changed = born;
    changed.nickname = "Born";
    CHECK(database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 2); }));
    CHECK_FALSE(since(born.id));
    changed.email = "else@example.com";
    CHECK(database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 3); }));
    CHECK(since(born.id) == kNow + 3);
  });
}

TEST_CASE("a hash that was made anew replaces the one it was made from and no newer one") {
  with_pools([](db::Database& database) {
    User known = person("one");
    known.password_hash = "old";
    const User one = add(database, known);
    const auto hash = [&] {
      return (*database.read([&](db::Session& session) { return find(session, kPool, one.id); }))
          ->password_hash;
    };
    const auto replace = [&](const char* from, const char* to) {
      return database.write([&](db::Tx& tx) { return replace_password_hash(tx, kPool, one.id, from, to); });
    };
    CHECK(replace("another", "anew"));
    CHECK(hash() == "old");
    CHECK(replace("old", "anew"));
    CHECK(hash() == "anew");
  });
}

TEST_CASE("keeps the last denial of an account") {
  with_pools([](db::Database& database) {
    const User one = add(database, person("one"));
    const auto last = [&] {
      return *database.read([&](db::Session& session) { return last_denial(session, kPool, one.id); });
    };
    CHECK_FALSE(last());
    CHECK(database.write([&](db::Tx& tx) { return note_denial(tx, kPool, one.id, {kNow, kNow + 5}); }));
    REQUIRE(last());
    CHECK(last()->covers(kNow));
    CHECK(last()->covers(kNow + 5));
    CHECK_FALSE(last()->covers(kNow - 1));
    CHECK_FALSE(last()->covers(kNow + 6));
  });
}

}  // namespace genauth::users
