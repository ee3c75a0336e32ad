#include "modules/passwords/passwords.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

#include "db/testing.h"
#include "gen/errors/form.h"
#include "gen/errors/passwords.h"
#include "gen/errors/users.h"

namespace genauth::passwords {
namespace {

using locale::Language;

Code refusal(const pools::Settings& settings, std::string_view password,
             std::vector<std::string> names = {}) {
  const Result<void> checked = check(settings, password, names, Language::kEnUs);
  REQUIRE_FALSE(checked);
  return checked.error().code();
}

bool accepts(const pools::Settings& settings, std::string_view password,
             std::vector<std::string> names = {}) {
  return check(settings, password, names, Language::kEnUs).has_value();
}

dto::StoredPasswordRule rule(std::string pattern) {
  dto::StoredPasswordRule made;
  made.pattern = std::move(pattern);
  made.message_en = "no";
  return made;
}

}  // namespace

TEST_CASE("passwords: 64 and more characters are accepted, 128 code points at most, never truncated") {
  const pools::Settings settings;
  std::string long_one;
  for (int i = 0; i < 64; ++i) long_one += "\xE5\xAF\x86\xC3\xA9";  // 128 code points
  CHECK(length_of(long_one) == 128);
  CHECK(accepts(settings, long_one));
  CHECK(refusal(settings, long_one + "x") == errors::kPasswordTooLong);
  CHECK(refusal(settings, "12345") == errors::kPasswordTooShort);
}

TEST_CASE("passwords: two ways of typing an accent are one password") {
  CHECK(normal("caf\x65\xCC\x81 noir") == "caf\xC3\xA9 noir");
  CHECK(normal("plain") == "plain");
  CHECK(normal("\xFF\xFE") == "\xFF\xFE");  // not UTF-8
  const crypto::PasswordCost cost;
  const std::string hash = *crypto::hash_password(normal("e\xCC\x81toile de mer"), cost);
  CHECK(verify(hash, "\xC3\xA9toile de mer", cost).ok);
  CHECK(verify(hash, "e\xCC\x81toile de mer", cost).ok);
  CHECK_FALSE(verify(hash, "etoile de mer", cost).ok);
}

TEST_CASE("passwords: time tells an attacker neither of an imported hash nor of an account") {
  const crypto::PasswordCost cost;
  // The thread's own time on a core: what the machine does besides does not count.
  const auto least_ms = [](const auto& action) {
    double least = 1e9;
    for (int i = 0; i < 5; ++i) {
      timespec before{}, after{};
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
      action();
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
      least = std::min(least, static_cast<double>(after.tv_sec - before.tv_sec) * 1e3 +
                                  static_cast<double>(after.tv_nsec - before.tv_nsec) / 1e6);
    }
    return least;
  };
  const std::string own = *crypto::hash_password("something else", cost),
                    imported = "{md5}5f4dcc3b5aa765d61d8327deb882cf99";
  for (const char* guess : {"correct horse", "e\xCC\x81toile de mer"}) {
    const double nobody = least_ms([&] { passwords::verify_nothing(guess, cost); });
    for (const std::string& hash : {own, imported}) {
      const double somebody = least_ms([&] { CHECK_FALSE(verify(hash, guess, cost).ok); });
      CHECK(somebody > nobody * 0.7);
      CHECK(somebody < nobody * 1.4);
    }
  }
}

TEST_CASE("passwords: a hash over another form than ours still verifies, and asks to be made anew") {
  const crypto::PasswordCost cost;
  const std::string hash = *crypto::hash_password("e\xCC\x81toile de mer", cost);
  const crypto::PasswordCheck check = verify(hash, "e\xCC\x81toile de mer", cost);
  CHECK(check.ok);
  CHECK(check.needs_rehash);
}

TEST_CASE("passwords: common ones are refused at level 0, and the list can be switched off") {
  pools::Settings settings;
  for (const char* common : {"123456", "password", "qwerty", "iloveyou", "Password", "P4ssw0rd", "aaaaaaaa",
                             "abcdefgh", "letmein", "dragon"}) {
    INFO(common);
    CHECK(refusal(settings, common) == errors::kPasswordCommon);
  }
  for (const char* good : {"correct horse battery", "a new password", "Tr0ub4dor&3x", "mu9 Kettle"}) {
    INFO(good);
    CHECK(accepts(settings, good));
  }
  settings.password_blocklist = false;
  CHECK(accepts(settings, "123456"));
}

TEST_CASE("passwords: the user's own names are refused, with little beside them") {
  pools::Settings settings;
  const std::vector<std::string> names{"ada.lovelace", "13800138000", "ada"};
  CHECK(refusal(settings, "Ada.Lovelace", names) == errors::kPasswordLikeAccount);
  CHECK(refusal(settings, "ada.lovelace1!", names) == errors::kPasswordLikeAccount);
  CHECK(refusal(settings, "13800138000", names) == errors::kPasswordLikeAccount);
  CHECK(accepts(settings, "ada.lovelace wrote notes", names));
  CHECK(accepts(settings, "adamant granite", names));  // three letters occur in words
  settings.password_blocklist = false;
  CHECK(accepts(settings, "ada.lovelace", names));
}

TEST_CASE("passwords: levels ask for kinds of characters") {
  pools::Settings settings;
  settings.password_length_min = 1;
  settings.password_blocklist = false;
  CHECK(accepts(settings, "x"));
  settings.password_level_min = 1;
  CHECK(refusal(settings, "abcde") == errors::kPasswordTooShort);
  CHECK(accepts(settings, "abcdef"));
  settings.password_level_min = 2;
  CHECK(refusal(settings, "abcdef") == errors::kPasswordTooSimple);
  CHECK(accepts(settings, "abcde1"));
  CHECK(accepts(settings, "12345!"));
  settings.password_level_min = 3;
  CHECK(refusal(settings, "abcde1") == errors::kPasswordTooSimple);
  CHECK(accepts(settings, "abcd1!"));
}

TEST_CASE("passwords: rules of the pool are searched for, and say their own message") {
  pools::Settings settings;
  settings.password_rules = {rule("\\d{2}"), rule("^\\p{Lu}")};
  settings.password_rules->back().message_ja = "大文字で始めてください";
  CHECK(accepts(settings, "Kettle mu 49"));
  CHECK(refusal(settings, "Kettle mu 4") == errors::kPasswordRuleBroken);
  const Result<void> refused = check(settings, "kettle mu 49", {}, Language::kJaJp);
  CHECK(refused.error().arg() == "大文字で始めてください");
  CHECK(check(settings, "kettle mu 49", {}, Language::kZhTw).error().arg() == "no");
  CHECK(check_pattern("^a+$"));
  CHECK_FALSE(check_pattern("(unclosed"));
}

TEST_CASE("passwords: a pattern that would take for ever is given up, and lets nothing pass") {
  pools::Settings settings;
  settings.password_rules = {rule("^(a|aa|a?)+$")};
  const std::string slow = "zx" + std::string(100, 'a') + "!";
  settings.password_rules = {rule("(a+)+b")};
  CHECK(refusal(settings, slow) == errors::kPasswordRuleBroken);
  settings.password_rules = {rule("(unclosed")};
  CHECK(refusal(settings, "mu9 Kettle") == errors::kPasswordRuleBroken);
}

TEST_CASE("passwords: rotation ends a password after its days") {
  pools::Settings settings;
  CHECK_FALSE(is_expired(settings, 0, 1'000'000'000'000));
  settings.password_days_max = 30;
  CHECK_FALSE(is_expired(settings, 0, 30LL * 86'400'000 - 1));
  CHECK(is_expired(settings, 0, 30LL * 86'400'000));
}

}  // namespace genauth::passwords
