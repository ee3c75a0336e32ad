// create-user(s-batch), update-user, get-user(-batch), is-user-exists.
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/codes.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/users.h"
#include "gen/ops/users.h"
#include "modules/users/password.h"
#include "modules/users/testing.h"
#include "modules/users/user_dto.h"

namespace genauth::users {
namespace {

using testing::kNow, testing::kPool, testing::ManagementCall, testing::refusal, testing::with_pools;

dto::CreateUserReqDto named(const char* username) {
  dto::CreateUserReqDto req;
  req.username = username;
  return req;
}

User stored(api::Call& call, const std::string& id) {
  const auto user = call.read([&](db::Session& session) { return find(session, kPool, id); });
  REQUIRE(user);
  REQUIRE(*user);
  return **user;
}

TEST_CASE("refuses to create what cannot be") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    call.with_transport_keys();
    const auto refused = [&](auto&& change) {
      dto::CreateUserReqDto req = named("someone");
      change(req);
      return refusal(ops::create_user(*call, req));
    };
    CHECK(refused([](auto& r) { r.username = ""; }) == errors::kIdentifierRequired);
    CHECK(refused([](auto& r) { r.username = "a b"; }) == errors::kUsernameInvalid);
    CHECK(refused([](auto& r) { r.email = "nobody"; }) == errors::kEmailInvalid);
    CHECK(refused([](auto& r) { r.phone = "12"; }) == errors::kPhoneInvalid);
    CHECK(refused([](auto& r) { r.phone = "13800138000", r.phoneCountryCode = "+9999"; }) ==
          errors::kCountryCodeInvalid);
    CHECK(refused([](auto& r) { r.password = "12345"; }) == errors::kPasswordTooShort);
    CHECK(refused([](auto& r) { r.password = std::string(129, 'a'); }) == errors::kPasswordTooLong);
    CHECK(refused([](auto& r) { r.departmentIds = {"d1"}; }) == errors::kObjectNotFound);
    CHECK(refused([](auto& r) { r.tenantIds = {"t1"}; }) == errors::kObjectNotFound);
    CHECK(refused([](auto& r) { r.otp = {"not base32!", {}}; }) == errors::kBadFormat);
    CHECK(refused([](auto& r) { r.customData.text = "[1]"; }) == errors::kMustBeObject);
    CHECK(refused([](auto& r) {
            r.password = "plain text";
            r.options.emplace().keepPassword = true;
          }) == errors::kBadFormat);
    CHECK(refused([](auto& r) {
            r.password = "AAAA";
            r.options.emplace().passwordEncryptType = "rsa";
          }) == errors::kPasswordUndecryptable);
    CHECK(refused([](auto& r) {
            r.phone = "13800138000";
            r.options.emplace().sendNotification.emplace().sendPhoneNotification = true;
          }) == errors::kSmsProviderMissing);
    dto::IsUserExistsReqDto nobody;
    nobody.username = "someone";
    CHECK_FALSE(ops::is_user_exists(*call, nobody)->exists);
  });
}

TEST_CASE("creates a user with everything and shows it") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    call.with_transport_keys();
    dto::CreateUserReqDto req = named("anna");
    req.email = "Anna@Example.com";
    req.phone = "138 0013 8000";
    req.password = "correct horse";
    req.gender = "F";
    req.city = "Berlin";
    req.customData.text = R"({ "a" : {"b":1}, "c":[1] })";
    req.otp = {"JBSWY3DPEHPK3PXP", "a1b2"};
    req.identities = std::vector<dto::CreateIdentityDto>{
        {"idp1", "lark", "generic", "ou_1", {R"({"n":1})"}, "token", {}, {"c1"}}};
    req.options.emplace().resetPasswordOnFirstLogin = true;
    const auto made = ops::create_user(*call, req);
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail()));
    CHECK(made->email == "anna@example.com");
    CHECK(made->phone == "13800138000");
    CHECK(made->phoneCountryCode == "+86");
    CHECK(made->createdAt == "2025-10-09T08:53:20.000Z");
    CHECK(made->userSourceType == "adminCreated");
    CHECK(made->resetPasswordOnNextLogin == true);
    CHECK(made->passwordSecurityLevel == 2);
    CHECK(made->identities->front().accessToken == "token");
    CHECK_FALSE(made->nickname);

    const User user = stored(*call, made->userId);
    CHECK(crypto::verify_password(*user.password_hash, "correct horse").ok);
    CHECK_FALSE(user.email_verified);
  });
}

TEST_CASE("gets a user by every kind of id, with what is asked for") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    dto::CreateUserReqDto req = named("anna");
    req.email = "anna@example.com";
    req.phone = "13800138000";
    req.customData.text = R"({"a":{"b":1},"c":[1]})";
    req.identities =
        std::vector<dto::CreateIdentityDto>{{"idp1", "lark", "generic", "ou_1", {}, {}, {}, {"c1"}}};
    const auto made = ops::create_user(*call, req);
    REQUIRE(made);

    const auto get = [&](const char* type, const char* id) {
      dto::GetUserQuery query;
      query.userId = id;
      query.userIdType = type;
      return ops::get_user(*call, query);
    };
    for (const auto& [type, id] :
         std::initializer_list<std::pair<const char*, const char*>>{{"user_id", made->userId.c_str()},
                                                                    {"username", "anna"},
                                                                    {"email", "ANNA@example.com"},
                                                                    {"phone", "13800138000"},
                                                                    {"phone", "+86 138-0013-8000"},
                                                                    {"identity", "idp1:ou_1"},
                                                                    {"sync_relation", "lark:ou_1"},
                                                                    {"custom_field", "c:[1]"}}) {
      const auto found = get(type, id);
      const std::string asked = type;  // clang 14: a lambda (the macro) sees no structured binding
      CHECK_MESSAGE(found, asked);
      if (found) CHECK(found->userId == made->userId);
    }
    for (const auto& [type, id] :
         std::initializer_list<std::pair<const char*, const char*>>{{"user_id", "anna"},
                                                                    {"username", "Anna"},
                                                                    {"identity", "lark:ou_1"},
                                                                    {"identity", ":ou_1"},
                                                                    {"sync_relation", "idp1:ou_1"},
                                                                    {"external_id", "x"},
                                                                    {"custom_field", "a\":x"},
                                                                    {"phone", "+1 38"}})
      CHECK(refusal(get(type, id)) == errors::kUserNotFound);
    CHECK(get("username", "anna")->customData.empty());

    dto::GetUserQuery flat;
    flat.userId = made->userId;
    flat.flatCustomData = flat.withDepartmentIds = flat.withIdentities = true;
    const auto shown = ops::get_user(*call, flat);
    CHECK(shown->customData.text == R"({"a.b":1,"c":[1]})");
    CHECK(shown->departmentIds->empty());
    CHECK(shown->identities->front().originConnIds == std::vector<std::string>{"c1"});
  });
}

TEST_CASE("keeps the password hash of another system") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    call.with_transport_keys();
    dto::CreateUserReqDto req = named("import");
    req.password = hex(crypto::sha256("secretpepper"));
    req.salt = "pepper";
    req.options.emplace().keepPassword = true;
    const auto made = ops::create_user(*call, req);
    REQUIRE(made);
    CHECK(crypto::verify_password(*stored(*call, made->userId).password_hash, "secret").ok);
  });
}

TEST_CASE("makes up a password and mails it") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    dto::CreateUserReqDto req = named("fresh");
    req.email = "fresh@example.com";
    req.options.emplace().autoGeneratePassword = true;
    req.options->sendNotification.emplace().sendEmailNotification = true;
    const auto made = ops::create_user(*call, req);
    REQUIRE_MESSAGE(made, (made ? std::string() : made.error().detail()));
    const auto inbox = call.outbox().inbox("fresh@example.com", 10);
    REQUIRE(inbox);
    REQUIRE(inbox->size() == 1);
    const std::string& text = inbox->front().message.text;
    const std::string password = text.substr(text.size() - 16);
    CHECK(crypto::verify_password(*stored(*call, made->userId).password_hash, password).ok);
    CHECK(password_level(password) == 3);
  });
}

TEST_CASE("creates a batch whole or not at all and says where it failed") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    CHECK(refusal(ops::create_users_batch(*call, {})) == errors::kRequired);
    dto::CreateUserBatchReqDto req;
    req.list.resize(51);
    CHECK(refusal(ops::create_users_batch(*call, req)) == errors::kTooManyElements);
    req.list.resize(2);
    req.list[0].username = "one";
    const auto nameless = ops::create_users_batch(*call, req);
    CHECK(refusal(nameless) == errors::kIdentifierRequired);
    CHECK(nameless.error().field() == "list.1");
    req.list[1].username = "one";
    const auto clash = ops::create_users_batch(*call, req);
    CHECK(refusal(clash) == errors::kUsernameTaken);
    CHECK(clash.error().field() == "list.1.username");
    dto::IsUserExistsReqDto one;
    one.username = "one";
    CHECK_FALSE(ops::is_user_exists(*call, one)->exists);

    req.list[1].username = "two";
    const auto made = ops::create_users_batch(*call, req);
    REQUIRE(made);
    CHECK(made->size() == 2);
    CHECK(ops::is_user_exists(*call, one)->exists);
    dto::GetUserBatchQuery query;
    query.userIds = {made->at(1).userId, "nobody", made->at(0).userId};
    const auto batch = ops::get_user_batch(*call, query);
    REQUIRE(batch);
    REQUIRE(batch->size() == 2);
    CHECK(batch->front().username == "two");
    query.userIds.resize(51);
    CHECK(refusal(ops::get_user_batch(*call, query)) == errors::kTooManyElements);
    CHECK(refusal(ops::is_user_exists(*call, {})) == errors::kIdentifierRequired);
  });
}

TEST_CASE("updates what is given, clears what is empty, merges custom data") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    call.with_transport_keys();
    dto::CreateUserReqDto first = named("carl");
    first.email = "carl@example.com";
    first.emailVerified = true;
    first.phone = "+1 650 253 0000";
    first.phoneVerified = true;
    first.city = "Bonn";
    first.customData.text = R"({"keep":1,"drop":2,"set":3})";
    const auto made = ops::create_user(*call, first);
    REQUIRE(made);
    CHECK(made->phoneCountryCode == "+1");

    dto::UpdateUserReqDto change;
    change.userId = made->userId;
    change.city = "";
    change.name = "Carl";
    change.email = "new@example.com";
    change.phone = "(650) 253-0001";
    change.status = "Suspended";
    change.customData.text = R"({"drop":null,"set":"x"})";
    change.password = "another password";
    change.options.emplace().resetPasswordOnNextLogin = true;
    const auto changed = ops::update_user(*call, change);
    REQUIRE_MESSAGE(changed, (changed ? std::string() : changed.error().detail()));
    CHECK_FALSE(changed->city);
    CHECK(changed->name == "Carl");
    CHECK(changed->username == "carl");
    CHECK_FALSE(changed->emailVerified);
    CHECK_FALSE(changed->phoneVerified);
    CHECK(changed->phone == "6502530001");
    CHECK(changed->phoneCountryCode == "+1");
    CHECK(changed->status == "Suspended");
    CHECK(changed->statusChangedAt == "2025-10-09T08:53:20.000Z");
    CHECK(changed->customData.text == R"({"keep":1,"set":"x"})");
    CHECK(changed->resetPasswordOnNextLogin == true);
    CHECK(crypto::verify_password(*stored(*call, made->userId).password_hash, "another password").ok);

    const auto refused = [&](auto&& edit) {
      dto::UpdateUserReqDto req;
      req.userId = made->userId;
      edit(req);
      return refusal(ops::update_user(*call, req));
    };
    CHECK(refused([](auto& r) { r.userId = "nobody"; }) == errors::kUserNotFound);
    CHECK(refused([](auto& r) { r.username = r.email = r.phone = ""; }) == errors::kIdentifierRequired);
    CHECK(refused([](auto& r) { r.email = "x"; }) == errors::kEmailInvalid);
    CHECK(refused([](auto& r) { r.password = "123"; }) == errors::kPasswordTooShort);
    REQUIRE(ops::create_user(*call, named("dora")));
    CHECK(refused([](auto& r) { r.username = "dora"; }) == errors::kUsernameTaken);
  });
}

}  // namespace
}  // namespace genauth::users
