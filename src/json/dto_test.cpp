// The generated tables of live operations, against texts as the clients send and expect them.
#include <doctest/doctest.h>

#include "gen/dto/access_keys.h"
#include "gen/dto/authentication.h"
#include "gen/dto/codes.h"
#include "gen/dto/profile.h"
#include "gen/dto/system.h"
#include "gen/dto/users.h"
#include "gen/errors/form.h"
#include "json/codec.h"

using namespace genauth;

namespace {

template <class T>
Error refused(std::string_view text) {
  const auto document = json::Document::parse(text);
  REQUIRE(document);
  auto result = json::decode<T>(*document);
  REQUIRE(!result);
  return std::move(result).error();
}

template <class T>
T accepted(std::string_view text) {
  const auto document = json::Document::parse(text);
  REQUIRE(document);
  auto result = json::decode<T>(*document);
  REQUIRE(result);
  return std::move(result).value();
}

// Reads and writes again: the same text, in the contract's order.
template <class T>
void survives(std::string_view text) {
  CHECK(json::encode(accepted<T>(text)) == text);
}

}  // namespace

TEST_CASE("bind-phone refuses an empty code before a missing number") {
  const Error error = refused<dto::BindPhoneDto>(R"({"passCode":""})");
  CHECK(error.code() == errors::kRequired);
  CHECK(error.field() == "passCode");
}

TEST_CASE("bind-phone refuses a code that is a number or too long") {
  CHECK(refused<dto::BindPhoneDto>(R"({"passCode":123456,"phoneNumber":"1"})").code() ==
        errors::kMustBeString);
  const Error error = refused<dto::BindPhoneDto>(R"({"passCode":"123456789012345678901234567890123"})");
  CHECK(error.code() == errors::kTooLong);
  CHECK(error.arg() == "32");
}

TEST_CASE("send-sms lists the channels when given another") {
  const Error error = refused<dto::SendSMSDto>(R"({"channel":"CHANNEL_X","phoneNumber":"13800000000"})");
  CHECK(error.code() == errors::kMustBeOneOf);
  CHECK(error.field() == "channel");
  CHECK(error.arg().starts_with("CHANNEL_LOGIN, CHANNEL_REGISTER, "));
}

TEST_CASE("create-users-batch names the place of a wrong member and bounds the batch") {
  const Error error =
      refused<dto::CreateUserBatchReqDto>(R"({"list":[{"email":"a@example.com"},{"gender":"X"}]})");
  CHECK(error.code() == errors::kMustBeOneOf);
  CHECK(error.field() == "list.1.gender");
  CHECK(refused<dto::CreateUserBatchReqDto>(R"({"list":[]})").code() == errors::kTooFewElements);
  std::string many = R"({"list":[{})";
  for (int i = 0; i < 50; ++i) many += ",{}";
  CHECK(refused<dto::CreateUserBatchReqDto>(many + "]}").code() == errors::kTooManyElements);
}

TEST_CASE("list-users refuses a page of more than fifty") {
  const Error error =
      refused<dto::ListUsersRequestDto>(R"({"options":{"pagination":{"page":1,"limit":51}}})");
  CHECK(error.code() == errors::kTooGreat);
  CHECK(error.field() == "options.pagination.limit");
  CHECK(error.arg() == "50");
}

TEST_CASE("get-user-batch reads its ids in all three forms, with the defaults of the contract") {
  using Params = std::vector<std::pair<std::string, std::string>>;
  for (const Params& params : {Params{{"userIds[]", "a"}, {"userIds[]", "b"}},
                               Params{{"userIds", "a"}, {"userIds", "b"}}, Params{{"userIds", "a,b"}}}) {
    dto::GetUserBatchQuery query;
    REQUIRE(json::decode_query(json::type_of<dto::GetUserBatchQuery>(), params, &query));
    CHECK(query.userIds == std::vector<std::string>{"a", "b"});
    CHECK(query.userIdType == "user_id");
    CHECK(!query.withCustomData);
  }
}

TEST_CASE("defaults stand where a member is left out") {
  CHECK(accepted<dto::SignInOptionsDto>("{}").passwordEncryptType == "none");
  CHECK(accepted<dto::PaginationDto>(R"({"page":3})").limit == 10);
}

TEST_CASE("requests of the live operations are read and written") {
  survives<dto::BindPhoneDto>(
      R"({"passCode":"123456","phoneNumber":"13800000000","phoneCountryCode":"+86"})");
  survives<dto::UnbindPhoneDto>(R"({"passCode":"123456"})");
  survives<dto::SendEmailDto>(R"({"channel":"CHANNEL_LOGIN","email":"a@example.com"})");
  survives<dto::SigninByCredentialsDto>(
      R"({"connection":"PASSWORD","passwordPayload":{"password":"p","account":"a"},)"
      R"("options":{"scope":"openid","context":{"a":[1]},"autoRegister":true,"passwordEncryptType":"rsa"},)"
      R"("client_id":"x","client_secret":"y"})");
  survives<dto::DeleteUsersBatchDto>(R"({"userIds":["a","b"],"options":{"userIdType":"email"}})");
  survives<dto::UpdateAccessKeyDto>(R"({"enable":false,"accessKeyId":"a"})");
}

TEST_CASE("answers of the live operations are written and read") {
  survives<dto::AccessTokenResDto>(R"({"access_token":"a.b.c","expires_in":7200})");
  survives<dto::IsSuccessDto>(R"({"success":true})");
  survives<dto::UserDto>(
      R"({"userId":"6319a1504f300000f214dd5b","createdAt":"2026-01-01T00:00:00.000Z",)"
      R"("updatedAt":"2026-01-01T00:00:00.000Z","status":"Activated","workStatus":"Active",)"
      R"("phone":"13800000000",)"
      R"("phoneCountryCode":"+86","loginsCount":3,"gender":"U","emailVerified":false,"phoneVerified":true,)"
      R"("userSourceType":"register","departmentIds":[],"identities":[],"customData":{"school":"北京"}})");
}

TEST_CASE("keys with a hyphen have a C++ name and keep their own on the wire") {
  dto::LangObject words;
  words.zh_CN.value = "应用";
  CHECK(json::encode(words).starts_with(R"({"zh-CN":)"));
}
