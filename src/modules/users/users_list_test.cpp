// list-users: keywords, filters, order, totals, on every engine.
#include "gen/errors/form.h"
#include "gen/ops/users.h"
#include "modules/users/filter_value.h"
#include "modules/users/search.h"
#include "modules/users/testing.h"

namespace genauth::users {
namespace {

using testing::kNow, testing::kPool, testing::ManagementCall, testing::refusal, testing::with_pools;

// Four people, made a second apart, the last one newest.
void add_people(db::Database& database) {
  const auto add = [&](int second, const char* username, const char* name, auto&& change) {
    User user = testing::person(username);
    user.name = name;
    user.created_at = user.updated_at = kNow + second * 1000;
    change(user);
    REQUIRE(database.write([&](db::Tx& tx) { return insert(tx, user, kNow); }));
  };
  add(0, "wang", "王小明", [](User& u) {
    u.email = "wang@example.com";
    u.custom_data = R"({"level":9,"team":"red","vip":true})";
  });
  add(1, "li_50%", "李小红", [](User& u) {
    u.status = Status::kSuspended;
    u.address = "北京市 Main Street";
    u.custom_data = R"({"level":10,"team":"blue"})";
  });
  add(2, "Smith", "Anna Smith", [](User& u) {
    u.phone = "13800138000";
    u.phone_country_code = "+86";
    u.logins_count = 5;
    u.last_login_at = kNow;
  });
  add(3, "zhao", "赵王孙", [](User& u) { u.email_verified = true; });
}

std::string names_of(const Result<dto::UserPagingDto>& list) {
  REQUIRE_MESSAGE(list, (list ? std::string() : list.error().detail()));
  std::string names;
  for (const dto::UserDto& user : list->list) names += (names.empty() ? "" : " ") + *user.username;
  CHECK(list->totalCount >= static_cast<std::int64_t>(list->list.size()));
  return names;
}

dto::ListUsersRequestDto keyword(const char* text) {
  dto::ListUsersRequestDto req;
  req.keywords = text;
  return req;
}

dto::ListUsersRequestDto filter(const char* field, const char* op, const char* value_json) {
  dto::ListUsersRequestDto req;
  req.advancedFilter = {{field, op, {value_json}}};
  return req;
}

TEST_CASE("reads times in the forms that clients send, and nothing else") {
  for (const char* bad :
       {"", "x", "2025-13-01", "2025-02-30", "2025-10-09T25:00:00Z", "2025-10-09T08:53:20.Z",
        "2025-10-09T08:53:20+", "2025-10-09X08:53:20Z", "2025-10-09T08:53:20Zz"})
    CHECK_MESSAGE(!parse_time(bad), bad);
  for (const char* good : {"2025-10-09T08:53:20Z", "2025-10-09T08:53:20.000Z", "2025-10-09T16:53:20+08:00",
                           "2025-10-09 08:53:20", "1760000000", "1760000000000"})
    CHECK_MESSAGE(parse_time(good) == kNow, good);
  CHECK(parse_time("2025-10-09") == kNow - ((8 * 60 + 53) * 60 + 20) * 1000);
  CHECK(parse_time("2025-10-09T08:53:20.1239Z") == kNow + 123);
}

TEST_CASE("splits text outside ASCII into characters and pairs") {
  CHECK(search::grams_of("abc\ndef").empty());
  CHECK(search::grams_of("王a\n明") == std::vector<std::string>{"明", "王", "王a"});
  CHECK(search::leading_gram("ab") == "");
  CHECK(search::leading_gram("王") == "王");
  CHECK(search::leading_gram("ab王小") == "b王");
  CHECK(search::like_pattern("50%_\\") == "%50\\%\\_\\\\%");
}

TEST_CASE("refuses filters that make no sense") {
  with_pools([](db::Database& database) {
    ManagementCall call(database);
    const auto refused = [&](const char* field, const char* op, const char* value) {
      return refusal(ops::list_users(*call, filter(field, op, value)));
    };
    CHECK(refused("status", "EQUAL", "") == errors::kRequired);
    CHECK(refused("status", "IN", "[]") == errors::kRequired);
    CHECK(refused("status", "EQUAL", "[\"a\",\"b\"]") == errors::kTooManyElements);
    CHECK(refused("loginsCount", "BETWEEN", "[1]") == errors::kTooFewElements);
    CHECK(refused("loginsCount", "EQUAL", "\"many\"") == errors::kBadFormat);
    CHECK(refused("loginsCount", "CONTAINS", "1") == errors::kMustBeOneOf);
    CHECK(refused("lastLogin", "GREATER", "\"yesterday\"") == errors::kBadFormat);
    CHECK(refused("emailVerified", "EQUAL", "\"maybe\"") == errors::kBadFormat);
    CHECK(refused("status", "EQUAL", "{\"a\":1}") == errors::kBadFormat);
    CHECK(refused("x\") or 1=1 --", "EQUAL", "1") == errors::kBadFormat);
    CHECK(refused("identity", "CONTAINS", "\"a\"") == errors::kMustBeOneOf);
    const auto at = ops::list_users(*call, filter("loginsCount", "EQUAL", "\"many\""));
    CHECK(at.error().field() == "advancedFilter.0.value");
  });
}

TEST_CASE("finds keywords anywhere in the five usual fields, in both cases, wildcards as themselves") {
  with_pools([](db::Database& database) {
    add_people(database);
    ManagementCall call(database);
    const auto found = [&](const char* text) { return names_of(ops::list_users(*call, keyword(text))); };
    CHECK(found("") == "zhao Smith li_50% wang");
    CHECK(found("王") == "zhao wang");
    CHECK(found("小") == "li_50% wang");
    CHECK(found("小明") == "wang");
    CHECK(found("王小明") == "wang");
    CHECK(found("明王") == "");
    CHECK(found("SMITH") == "Smith");
    CHECK(found("anna s") == "Smith");
    CHECK(found("0013") == "Smith");
    CHECK(found("@EXAMPLE") == "wang");
    CHECK(found("%") == "li_50%");
    CHECK(found("_") == "li_50%");
    CHECK(found("\\") == "");
    CHECK(found("'") == "");
    CHECK(found("北京") == "");
    dto::ListUsersRequestDto req = keyword("main");
    req.options.emplace().fuzzySearchOn = std::vector<std::string>{"address", "name"};
    CHECK(names_of(ops::list_users(*call, req)) == "li_50%");
    req.keywords = "京市 M";
    CHECK(names_of(ops::list_users(*call, req)) == "li_50%");
    (*call).pool_id = testing::kOtherPool;
    CHECK(found("王") == "");
    CHECK(found("") == "");
  });
}

TEST_CASE("keeps the search index right through updates") {
  with_pools([](db::Database& database) {
    add_people(database);
    ManagementCall call(database);
    const auto found = [&](const char* text) { return names_of(ops::list_users(*call, keyword(text))); };
    dto::UpdateUserReqDto change;
    change.userId = "wang";
    change.name = "王大明";
    change.options.emplace().userIdType = "username";
    REQUIRE(ops::update_user(*call, change));
    CHECK(found("小") == "li_50%");
    CHECK(found("大明") == "wang");
    CHECK(found("王") == "zhao wang");
    REQUIRE(
        ops::delete_users_batch(*call, {{"zhao", "nobody"}, dto::DeleteUsersBatchOptionsDto{"username"}}));
    CHECK(found("王") == "wang");
    CHECK(ops::list_users(*call, keyword(""))->totalCount == 3);
  });
}

TEST_CASE("filters by every operator") {
  with_pools([](db::Database& database) {
    add_people(database);
    ManagementCall call(database);
    const auto found = [&](const char* field, const char* op, const char* value) {
      return names_of(ops::list_users(*call, filter(field, op, value)));
    };
    CHECK(found("status", "EQUAL", "\"Suspended\"") == "li_50%");
    CHECK(found("status", "NOT_EQUAL", "\"Suspended\"") == "zhao Smith wang");
    CHECK(found("email", "EQUAL", "\"WANG@example.com\"") == "wang");
    CHECK(found("email", "NOT_EQUAL", "\"wang@example.com\"") == "zhao Smith li_50%");
    CHECK(found("email", "CONTAINS", "\"@Example\"") == "wang");
    CHECK(found("email", "NOT_CONTAINS", "\"@example\"") == "zhao Smith li_50%");
    CHECK(found("email", "IS_NULL", "") == "zhao Smith li_50%");
    CHECK(found("email", "NOT_NULL", "") == "wang");
    CHECK(found("username", "IN", "[\"wang\",\"zhao\",\"x\"]") == "zhao wang");
    CHECK(found("loginsCount", "GREATER", "4") == "Smith");
    CHECK(found("loginsCount", "LESSER", "5") == "zhao li_50% wang");
    CHECK(found("loginsCount", "BETWEEN", "[5,6]") == "Smith");
    CHECK(found("lastLoginTime", "GREATER", "\"2025-10-09T08:53:19.999Z\"") == "Smith");
    CHECK(found("signedUp", "BETWEEN", "[1760000001,1760000002]") == "Smith li_50%");
    CHECK(found("emailVerified", "EQUAL", "true") == "zhao");
    CHECK(found("team", "EQUAL", "\"red\"") == "wang");
    CHECK(found("team", "CONTAINS", "\"E\"") == "li_50% wang");
    CHECK(found("team", "IS_NULL", "") == "zhao Smith");
    CHECK(found("vip", "EQUAL", "true") == "wang");
    CHECK(found("level", "GREATER", "9") == "li_50%");
    CHECK(found("level", "EQUAL", "9.0") == "wang");
    CHECK(found("team", "GREATER", "1") == "");
    CHECK(found("department", "IS_NULL", "") == "zhao Smith li_50% wang");
    CHECK(found("department", "IN", "[{\"departmentId\":\"root\"}]") == "");
    CHECK(found("identity", "IS_NULL", "") == "zhao Smith li_50% wang");
    CHECK(found("identity", "IN", "[\"lark\"]") == "");

    dto::ListUsersRequestDto both = filter("status", "EQUAL", "\"Activated\"");
    both.advancedFilter->push_back({"level", "NOT_NULL", {}});
    both.keywords = "王";
    CHECK(names_of(ops::list_users(*call, both)) == "wang");
    both.keywords = "a";
    CHECK(names_of(ops::list_users(*call, both)) == "wang");
  });
}

TEST_CASE("sorts by what is asked, users without a value last, and pages") {
  with_pools([](db::Database& database) {
    add_people(database);
    ManagementCall call(database);
    dto::ListUsersRequestDto req;
    req.options.emplace().sort = std::vector<dto::SortingDto>{{"email", "asc"}, {"createdAt", "asc"}};
    CHECK(names_of(ops::list_users(*call, req)) == "wang li_50% Smith zhao");
    req.options->sort = std::vector<dto::SortingDto>{{"username", "asc"}};
    CHECK(names_of(ops::list_users(*call, req)) == "Smith li_50% wang zhao");
    req.options->sort.reset();
    req.options->pagination = dto::PaginationDto{2, 3};
    const auto page = ops::list_users(*call, req);
    CHECK(names_of(page) == "wang");
    CHECK(page->totalCount == 4);
    req.options->pagination = dto::PaginationDto{1, 0};
    CHECK(refusal(ops::list_users(*call, req)) == errors::kTooSmall);
    req.options->pagination = dto::PaginationDto{1'000'000, 50};
    CHECK(ops::list_users(*call, req)->list.empty());
  });
}

TEST_CASE("lists by state and time of change for older clients") {
  with_pools([](db::Database& database) {
    add_people(database);
    ManagementCall call(database);
    dto::ListUsersLegacyQuery query;
    CHECK(names_of(ops::list_users_legacy(*call, query)) == "zhao Smith li_50% wang");
    query.updatedAtStart = 1'760'000'001;
    query.updatedAtEnd = 1'760'000'002;
    CHECK(names_of(ops::list_users_legacy(*call, query)) == "Smith li_50%");
    query.status = "Suspended";
    CHECK(names_of(ops::list_users_legacy(*call, query)) == "li_50%");
  });
}

// More people than are ever counted, without their names.
constexpr db::Sql kInsertCrowd{
    "test.insert_crowd",
    "with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < $2) "
    "insert into users (pool_id, id, status, work_status, email_verified, phone_verified, gender, "
    "source_type, "
    "created_at, updated_at) "
    "select $1, 'crowd' || n, 'Activated', 'Active', false, false, 'U', 'register', 1, 1 from numbers"};
constexpr db::Sql kCountCrowd{"test.count_crowd", "update pools set user_count = $2 where id = $1"};

TEST_CASE("counts all of a pool, and up to ten thousand of those that match") {
  with_pools([](db::Database& database) {
    constexpr std::int64_t kCrowd = 10'002;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.execute(kInsertCrowd, {kPool, kCrowd - 1}));
      TRY(tx.execute(kCountCrowd, {kPool, kCrowd}));
      return {};
    }));
    ManagementCall call(database);
    const auto total = [&](const dto::ListUsersRequestDto& req) {
      return ops::list_users(*call, req).value().totalCount;
    };
    CHECK(total({}) == kCrowd);
    CHECK(total(filter("status", "EQUAL", "\"Activated\"")) == 10'000);
    CHECK(total(filter("status", "EQUAL", "\"Suspended\"")) == 0);
    dto::ListUsersLegacyQuery query;
    CHECK(ops::list_users_legacy(*call, query).value().totalCount == kCrowd);
    query.status = "Activated";
    CHECK(ops::list_users_legacy(*call, query).value().totalCount == 10'000);
  });
}

}  // namespace
}  // namespace genauth::users
