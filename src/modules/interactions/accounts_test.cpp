#include "modules/interactions/accounts.h"

#include <doctest/doctest.h>

#include <string>

#include "base/encoding.h"

namespace genauth::interactions {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
const crypto::Sealer kSealer = crypto::Sealer::create(std::string(32, 'k')).value();

std::string value_of(const Remembered& accounts, std::string_view pool_id = "pool") {
  return cookie_of(kSealer, pool_id, accounts).value;
}

Remembered opened(std::string_view value, std::int64_t now_ms = kNow, std::string_view pool_id = "pool") {
  return open_accounts(kSealer, pool_id, value, now_ms);
}

}  // namespace

TEST_CASE("who signed in last stands first, once, and five are kept") {
  Remembered accounts;
  for (const char* user : {"a", "b", "c", "d", "e", "f", "c"})
    accounts = with_account(accounts, user, {"PASSWORD", "OTP"}, kNow);
  std::string order;
  for (const auto& each : accounts) order += each.user_id;
  CHECK(order == "cfedb");
  CHECK(accounts.front().method == "PASSWORD");
}

TEST_CASE("the first proof is how somebody signs in") {
  for (const auto& [channel, method] : {std::pair<const char*, const char*>{"SMS", "PHONE_CODE"},
                                        {"EMAIL", "EMAIL_CODE"},
                                        {"PASSKEY", "PASSKEY"},
                                        {"QRCODE", "QRCODE"},
                                        {"EXTIDP", "OTHER"}})
    CHECK(with_account({}, "a", {channel, "OTP"}, kNow).front().method == method);
  CHECK(with_account({}, "a", {}, kNow).front().method == "OTHER");
}

TEST_CASE("the cookie opens in its pool, for 90 days, and five accounts stay far below what is taken") {
  Remembered accounts;
  for (int i = 0; i < 5; ++i)
    accounts = with_account(accounts, std::string(23, 'u') + std::to_string(i), {"PASSKEY"}, kNow);
  const std::string value = value_of(accounts);
  CHECK(value.size() < 1024);
  CHECK(opened(value).size() == 5);
  CHECK(opened(value, kNow, "other").empty());
  CHECK(opened(value, kNow + kRememberedMs - 1).size() == 5);
  CHECK(opened(value, kNow + kRememberedMs).empty());
}

TEST_CASE("what is no cookie of ours is nobody") {
  const std::string value = value_of(with_account({}, "a", {"SMS"}, kNow));
  for (std::size_t at = 0; at < value.size(); ++at) {
    std::string changed = value;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK(opened(changed).empty());
  }
  CHECK(opened(value.substr(1)).empty());
  CHECK(opened(std::string(2049, 'A')).empty());
  // Sealed by this server, and yet no list of accounts.
  const crypto::Place place{.pool = "pool", .table = "browser", .column = "accounts", .row = ""};
  for (const char* text : {"", "[]", "{}", R"({"accounts":[{"user_id":1}]})"})
    CHECK(opened(base64url(kSealer.seal(text, place))).empty());
  // A list that fits the form but not the limit of what is read.
  Remembered many(60, {std::string(24, 'u'), "PASSWORD", kNow});
  CHECK(opened(value_of(many)).empty());
}

TEST_CASE("a browser that remembers nobody forgets its cookie") {
  const api::Cookie cookie = cookie_of(kSealer, "pool", {});
  CHECK(cookie.value.empty());
  CHECK(cookie.max_age_s == 0);
  CHECK(cookie.http_only);
}

}  // namespace genauth::interactions
