#include "modules/users/users.h"

#include <atomic>
#include <thread>

#include "gen/errors/codes.h"
#include "gen/errors/objects.h"
#include "gen/errors/users.h"
#include "gen/sql/users.h"
#include "modules/users/masked.h"
#include "modules/users/otp.h"
#include "modules/users/testing.h"

namespace genauth::users {
namespace {

using testing::kNow, testing::kOtherPool, testing::kPool, testing::person, testing::refusal,
    testing::with_pools;

constexpr db::Sql kCountContent{"test.count_content", "select count(*) from user_search where pool_id = $1"};
constexpr db::Sql kCountGrams{"test.count_grams", "select count(*) from user_grams where pool_id = $1"};
constexpr db::Sql kCountOtp{"test.count_otp", "select count(*) from user_otp where pool_id = $1"};

Result<User> add(db::Database& database, const User& user) {
  return database.write([&](db::Tx& tx) { return insert(tx, user, kNow); });
}

std::int64_t number(db::Database& database, const db::Sql& sql) {
  const auto rows = database.read([&](db::Session& session) { return session.query(sql, {kPool}); });
  REQUIRE(rows);
  return rows->front().integer(0);
}

std::int64_t user_count(db::Database& database) {
  return number(database, sql::find_user_count);
}

User stored(db::Database& database, const std::string& id) {
  auto user = database.read([&](db::Session& session) { return find(session, kPool, id); });
  REQUIRE(user);
  REQUIRE(*user);
  return **user;
}

TEST_CASE("refuses user names that could be something else") {
  for (const char* bad : {"", "with space", "tab\there",
                          "a\xC2\xA0"
                          "b",
                          "\xE2\x80\xAE"
                          "evil",
                          "someone@example.com", "13800138000", "+8613800138000", "138-0013-8000"})
    CHECK_MESSAGE(!check_username(bad), bad);
  CHECK_FALSE(check_username("p\xD0\xB0ypal"));  // a Cyrillic letter among Latin ones
  CHECK_FALSE(check_username(std::string(65, 'a')));
  CHECK(check_username(std::string(64, 'a')));
  CHECK(check_username("10086"));
  CHECK(check_username("\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E"));
  CHECK(check_username("user@host"));
}

TEST_CASE("refuses what is no e-mail address") {
  for (const char* bad : {"", "a", "@b.c", "a@", "a@b", "a@b..c", "a@-b.c", ".a@b.c", "a.@b.c", "a..b@c.d",
                          "a b@c.d", "a@b.c\n", "a@b_c.d", "\"a b\"@c.d", "a@[127.0.0.1]", "a@b@c.d"})
    CHECK_MESSAGE(!check_email(bad), bad);
  CHECK_FALSE(check_email(std::string(65, 'a').append("@example.com")));
  CHECK(check_email("First.Last+tag@sub.example-one.com"));
  CHECK(normal_email("First.Last@EXAMPLE.com") == "first.last@example.com");
}

TEST_CASE("keeps every column of a user") {
  with_pools([](db::Database& database) {
    User user = person("full");
    user.status = Status::kSuspended;
    user.email = "Full@Example.com";
    user.email_verified = true;
    user.phone = "13800138000";
    user.phone_country_code = "+86";
    user.external_id = "ext";
    user.name = "\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E";
    user.gender = "F";
    user.identity_number = "110";
    user.region = "north";
    user.password_hash = "$argon2id$x";
    user.password_level = 2;
    user.reset_password_next = true;
    user.custom_data = R"({"k":1})";
    user.last_mfa_at = 5;
    const auto made = add(database, user);
    REQUIRE(made);
    const User back = stored(database, made->id);
    CHECK(back.id.size() == 24);
    CHECK(back.status == Status::kSuspended);
    CHECK(back.email == "full@example.com");
    CHECK(back.email_verified);
    CHECK_FALSE(back.phone_verified);
    CHECK(back.phone == "13800138000");
    CHECK(back.external_id == "ext");
    CHECK(back.name == user.name);
    CHECK(back.gender == "F");
    CHECK(back.identity_number == "110");
    CHECK(back.region == "north");
    CHECK(back.password_hash == "$argon2id$x");
    CHECK(back.password_level == 2);
    CHECK_FALSE(back.password_set_at);
    CHECK_FALSE(back.reset_password_first);
    CHECK(back.reset_password_next);
    CHECK(back.custom_data == R"({"k":1})");
    CHECK(back.last_mfa_at == 5);
    CHECK(back.created_at == kNow);
    CHECK(back.updated_at == kNow);
    CHECK_FALSE(back.nickname);
  });
}

TEST_CASE("refuses a taken name, address, number or external id, in insert and update") {
  with_pools([](db::Database& database) {
    User first = person("first");
    first.email = "one@example.com";
    first.phone = "13800138000";
    first.phone_country_code = "+86";
    first.external_id = "ext";
    REQUIRE(add(database, first));
    const auto second = add(database, person("second"));
    REQUIRE(second);

    const auto refused_both_ways = [&](auto&& change, Code code) {
      User fresh = person("third");
      change(fresh);
      CHECK(refusal(add(database, fresh)) == code);
      User changed = stored(database, second->id);
      change(changed);
      const auto updated = database.write([&](db::Tx& tx) { return update(tx, changed, kNow + 1); });
      CHECK(refusal(updated) == code);
    };
    refused_both_ways([](User& u) { u.username = "first"; }, errors::kUsernameTaken);
    refused_both_ways([](User& u) { u.email = "ONE@example.com"; }, errors::kEmailTaken);
    refused_both_ways([](User& u) { u.phone = "13800138000", u.phone_country_code = "+86"; },
                      errors::kPhoneTaken);
    refused_both_ways([](User& u) { u.external_id = "ext"; }, errors::kExternalIdTaken);
    CHECK(user_count(database) == 2);

    User elsewhere = first;
    elsewhere.pool_id = kOtherPool;
    CHECK(add(database, elsewhere));
    CHECK(add(database, person("First")));  // user names are case-sensitive
    CHECK(user_count(database) == 3);
  });
}

TEST_CASE("finds a user by each name and never one of another pool") {
  with_pools([](db::Database& database) {
    User user = person("alice");
    user.email = "alice@example.com";
    user.phone = "6502530000";
    user.phone_country_code = "+1";
    user.external_id = "E1";
    const auto made = add(database, user);
    REQUIRE(made);
    const auto finds = [&](auto&& look) {
      const auto found = database.read([&](db::Session& session) -> Found { return look(session); });
      REQUIRE(found);
      return *found && (*found)->id == made->id;
    };
    for (const char* pool : {kPool, kOtherPool}) {
      const bool here = pool == std::string_view(kPool);
      CHECK(finds([&](db::Session& s) { return find_by_username(s, pool, "alice"); }) == here);
      CHECK(finds([&](db::Session& s) { return find_by_email(s, pool, "Alice@EXAMPLE.com"); }) == here);
      CHECK(finds([&](db::Session& s) { return find_by_phone(s, pool, "+1", "6502530000"); }) == here);
      CHECK(finds([&](db::Session& s) { return find_by_external_id(s, pool, "E1"); }) == here);
      for (const char* account : {"alice", "alice@example.com", "+1 (650) 253-0000"})
        CHECK(finds([&](db::Session& s) { return find_by_account(s, pool, account); }) == here);
    }
    for (const char* account : {"ALICE", "6502530000", "+86 6502530000", "+", "", "E1"})
      CHECK_FALSE(finds([&](db::Session& s) { return find_by_account(s, kPool, account); }));
  });
}

TEST_CASE("binds a phone once and to one user") {
  with_pools([](db::Database& database) {
    const auto one = add(database, person("one")), two = add(database, person("two"));
    REQUIRE(one);
    REQUIRE(two);
    const auto bind = [&](const std::string& id, const char* number) {
      return database.write([&](db::Tx& tx) { return bind_phone(tx, kPool, id, "+86", number, kNow + 1); });
    };
    CHECK(refusal(bind("507f1f77bcf86cd799439099", "13800138000")) == errors::kUserNotFound);
    REQUIRE(bind(one->id, "13800138000"));
    CHECK(refusal(bind(one->id, "13800138001")) == errors::kPhoneAlreadyBound);
    CHECK(refusal(bind(two->id, "13800138000")) == errors::kPhoneTaken);
    const User bound = stored(database, one->id);
    CHECK(bound.phone_verified);
    CHECK(bound.updated_at == kNow + 1);

    const auto clear = [&] {
      return database.write([&](db::Tx& tx) { return clear_phone(tx, kPool, one->id, kNow); });
    };
    CHECK(clear());
    CHECK(refusal(clear()) == errors::kPhoneNotBound);
    CHECK(bind(two->id, "13800138000"));
    const auto set = database.write(
        [&](db::Tx& tx) { return set_phone(tx, kPool, one->id, "+86", "13800138000", true, kNow); });
    CHECK(refusal(set) == errors::kPhoneTaken);
  });
}

TEST_CASE("gives a name and a number to one of those who race for them") {
  with_pools([](db::Database& database) {
    constexpr int kRacers = 8;
    std::vector<std::string> ids;
    for (int i = 0; i < kRacers; ++i)
      ids.push_back(add(database, person(("racer" + std::to_string(i)).c_str()))->id);
    std::atomic<int> names = 0, numbers = 0, others = 0;
    std::vector<std::thread> racers;
    for (const std::string& id : ids)
      racers.emplace_back([&, id] {
        const auto made = add(database, person("same"));
        if (made) ++names;
        if (!made && made.error().code() != errors::kUsernameTaken) ++others;
        const auto bound =
            database.write([&](db::Tx& tx) { return bind_phone(tx, kPool, id, "+86", "13800138000", kNow); });
        if (bound) ++numbers;
        if (!bound && bound.error().code() != errors::kPhoneTaken) ++others;
      });
    for (std::thread& racer : racers) racer.join();
    CHECK(names == 1);
    CHECK(numbers == 1);
    CHECK(others == 0);
    CHECK(user_count(database) == kRacers + 1);
  });
}

TEST_CASE("knows the last way to sign in") {
  with_pools([](db::Database& database) {
    CredentialKeepers keepers;
    const auto other = [&](const User& user, LoginMethod removed) {
      const auto answer = database.read(
          [&](db::Session& session) { return has_other_login_method(session, keepers, user, removed); });
      REQUIRE(answer);
      return *answer;
    };
    User user = *add(database, person("bare"));
    CHECK_FALSE(other(user, LoginMethod::kPhone));
    user.password_hash = "x";
    CHECK(other(user, LoginMethod::kPhone));
    CHECK_FALSE(other(user, LoginMethod::kPassword));
    user.phone = "13800138000";
    CHECK(other(user, LoginMethod::kPassword));
    user.password_hash.reset();
    CHECK_FALSE(other(user, LoginMethod::kPhone));
    keepers.sign_in = {[](db::Session&, std::string_view, std::string_view) -> Result<bool> { return false; },
                       [](db::Session&, std::string_view, std::string_view) -> Result<bool> { return true; }};
    CHECK(other(user, LoginMethod::kPhone));
    keepers.sign_in.clear();
    Identity identity;
    identity.id = "507f1f77bcf86cd799439013";
    identity.user_id = user.id;
    identity.ext_idp_id = "idp";
    identity.provider = "oidc";
    identity.type = "generic";
    identity.user_id_in_idp = "sub";
    identity.created_at = kNow;
    REQUIRE(database.write([&](db::Tx& tx) { return insert_identity(tx, kPool, identity); }));
    CHECK(other(user, LoginMethod::kPhone));
    user.phone.reset();
    CHECK_FALSE(other(user, LoginMethod::kIdentity));

    identity.id = "507f1f77bcf86cd799439014";
    CHECK(refusal(database.write([&](db::Tx& tx) { return insert_identity(tx, kPool, identity); })) ==
          errors::kConflict);
    const auto found = database.read(
        [&](db::Session& session) { return find_by_identity(session, kPool, "idp", "", "sub"); });
    REQUIRE(found);
    CHECK(*found);
    const auto wrong = database.read(
        [&](db::Session& session) { return find_by_identity(session, kPool, "", "saml", "sub"); });
    REQUIRE(wrong);
    CHECK_FALSE(*wrong);
  });
}

TEST_CASE("lets nobody but activated users sign in") {
  User user = person("state");
  CHECK(may_sign_in(user));
  for (const Status status :
       {Status::kSuspended, Status::kDeactivated, Status::kResigned, Status::kArchived}) {
    user.status = status;
    CHECK(refusal(may_sign_in(user)) == errors::kUserDisabled);
    CHECK(parse_status(text(status)) == status);
  }
  CHECK_FALSE(parse_status("activated"));
}

TEST_CASE("removes a user with all that belongs to them") {
  with_pools([](db::Database& database) {
    User user = person("gone");
    user.name = "\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E";
    const auto made = add(database, user);
    REQUIRE(made);
    CHECK(number(database, kCountContent) == 1);
    CHECK(number(database, kCountGrams) == 5);  // three characters and two pairs
    const Otp otp{.id = "otp", .sealed_secret = "sealed", .created_at = kNow};
    REQUIRE(database.write([&](db::Tx& tx) { return put_otp(tx, kPool, made->id, otp); }));
    CHECK(number(database, kCountOtp) == 1);
    const auto remove_it = [&] {
      return database.write([&](db::Tx& tx) { return remove(tx, kPool, made->id); });
    };
    CHECK(*remove_it());
    CHECK_FALSE(*remove_it());
    CHECK(user_count(database) == 0);
    for (const db::Sql& sql : {kCountContent, kCountGrams, kCountOtp}) CHECK(number(database, sql) == 0);
    const auto status = database.read([&](db::Session& session) { return state(session, kPool, made->id); });
    REQUIRE(status);
    CHECK_FALSE(*status);
  });
}

TEST_CASE("counts sign-ins and ends a demanded reset with the new password") {
  with_pools([](db::Database& database) {
    User user = person("login");
    user.reset_password_first = user.reset_password_next = true;
    const auto made = add(database, user);
    REQUIRE(made);
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(set_password(tx, kPool, made->id, "hash", 3, kNow + 2));
      TRY(record_login(tx, kPool, made->id, "app", "10.0.0.1", kNow + 3));
      return record_login(tx, kPool, made->id, "app", "10.0.0.2", kNow + 4);
    }));
    User back = stored(database, made->id);
    CHECK(back.logins_count == 2);
    CHECK(back.last_ip == "10.0.0.2");
    CHECK(back.last_login_app == "app");
    CHECK(back.last_login_at == kNow + 4);
    CHECK(back.password_hash == "hash");
    CHECK(back.password_set_at == kNow + 2);
    CHECK_FALSE(back.reset_password_first);
    CHECK_FALSE(back.reset_password_next);

    back.status = Status::kSuspended;
    back.logins_count = 0;  // update() leaves the record of sign-ins alone
    REQUIRE(database.write([&](db::Tx& tx) { return update(tx, back, kNow + 9); }));
    const auto late = database.write(
        [&](db::Tx& tx) { return record_login(tx, kPool, made->id, "app", "10.0.0.3", kNow + 10); });
    CHECK(late.error().code() == errors::kUserDisabled);
    const User after = stored(database, made->id);
    CHECK(after.logins_count == 2);
    CHECK(after.status_changed_at == kNow + 9);
  });
}

}  // namespace

TEST_CASE("numbers and addresses are masked so that their owner knows them") {
  CHECK(masked_phone("13800138000") == "138****8000");
  CHECK(masked_phone("123456") == "******");
  CHECK(masked_email("ada@example.com") == "a***@example.com");
  CHECK(masked_email("@") == "***");
}

}  // namespace genauth::users
