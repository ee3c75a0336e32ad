#include "modules/completion/fields.h"

#include <doctest/doctest.h>

#include "base/encoding.h"
#include "gen/errors/completion.h"
#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "modules/completion/completion.h"

namespace genauth::completion {
namespace {

Field field(std::string input, std::string name = "size", std::string type = "user") {
  Field made;
  made.type = std::move(type);
  made.name = std::move(name);
  made.input = std::move(input);
  return made;
}

// The account after one value; `json` as it was sent.
Result<Filled> filled(const Field& wanted, std::string json, std::optional<std::string> code = {}) {
  return fill({}, {wanted}, {{wanted.name, {std::move(json)}, std::move(code), {}}}, locale::Language::kEnUs);
}

std::string custom(const Field& wanted, std::string json) {
  const auto done = filled(wanted, std::move(json));
  return done ? done->user.custom_data : "refused";
}

Code refusal(const Field& wanted, std::string json) {
  const auto done = filled(wanted, std::move(json));
  return done ? Code{} : done.error().code();
}

Field with_rule(Field wanted, std::string type, std::string content = "", std::string message = "") {
  dto::StoredCompletionRule rule;
  rule.type = std::move(type);
  rule.content = std::move(content);
  rule.message = std::move(message);
  wanted.rules = {rule};
  return wanted;
}

}  // namespace

TEST_CASE("a control takes what it is for, and keeps it in its own kind") {
  CHECK(custom(field("string"), R"("M")") == R"({"size":"M"})");
  CHECK(custom(field("text"), R"(" two words ")") == R"({"size":" two words "})");
  CHECK(custom(field("number"), "12.5") == R"({"size":12.5})");
  CHECK(custom(field("number"), R"("12")") == R"({"size":12})");
  CHECK(custom(field("boolean"), "false") == R"({"size":false})");
  CHECK(custom(field("boolean"), R"("true")") == R"({"size":true})");
  CHECK(custom(field("date"), R"("2026-11-26")") == R"({"size":"2026-11-26"})");
  CHECK(custom(field("date"), R"("2026-11-26T08:00:00Z")") == R"({"size":"2026-11-26"})");
  CHECK(custom(field("datetime"), R"("2026-11-26T08:00:00+08:00")") ==
        R"({"size":"2026-11-26T08:00:00+08:00"})");
  CHECK(custom(field("dateTime"), R"("2026-11-26T08:00:00Z")") == R"({"size":"2026-11-26T08:00:00Z"})");
  CHECK(custom(field("image"), R"("https://example.com/a.png")") ==
        R"({"size":"https://example.com/a.png"})");
  CHECK(custom(field("gender"), R"("F")") == R"({"size":"F"})");
  CHECK(custom(field("country"), R"("CHN")") == R"({"size":"CHN"})");
  CHECK(custom(field("select"), R"("anything")") == R"({"size":"anything"})");
}

TEST_CASE("a control refuses what it is not for") {
  const std::string long_text = '"' + std::string(1025, 'x') + '"';
  struct Case {
    std::string input, json;
  };
  const std::vector<Case> cases = {
      {"string", "1"},
      {"string", "{}"},
      {"string", R"(["a"])"},
      {"text", long_text},
      {"number", R"("many")"},
      {"number", "true"},
      {"boolean", R"("yes")"},
      {"boolean", "1"},
      {"date", R"("26.11.2026")"},
      {"date", R"("2026-13-01")"},
      {"datetime", R"("2026-11-26")"},
      {"image", R"x("javascript:alert(1)")x"},
      {"image", R"("data:image/png;base64,AAAA")"},
      {"gender", R"("U")"},
      {"country", R"("Atlantis")"},
  };
  for (const auto& [input, json] : cases) {
    INFO(input, " ", json);
    CHECK(refusal(field(input), json) == errors::kBadFormat);
  }
  CHECK(refusal(field("username"), R"("two words")") == errors::kUsernameInvalid);
  CHECK(refusal(field("email"), R"("nothing")") == errors::kEmailInvalid);
  CHECK(refusal(field("phone"), R"("12")") == errors::kPhoneInvalid);
}

TEST_CASE("a choice is one of the options") {
  Field sizes = field("dropdown");
  sizes.options = {{"M", ""}, {"L", "Large"}};
  CHECK(custom(sizes, R"("L")") == R"({"size":"L"})");
  CHECK(refusal(sizes, R"("Large")") == errors::kBadFormat);
}

TEST_CASE("rules are held against the value, and say their own words") {
  CHECK(custom(with_rule(field("string"), "regExp", "/^[A-Z]+$/"), R"("ABC")") == R"({"size":"ABC"})");
  const auto broken = filled(with_rule(field("string"), "regExp", "^[A-Z]+$", "Capitals"), R"("abc")");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code() == errors::kCompletionRuleBroken);
  CHECK(broken.error().field() == "data.fieldValues.size");
  CHECK(broken.error().arg() == "Capitals");
  CHECK(refusal(with_rule(field("string"), "isNumber"), R"("1x")") == errors::kCompletionRuleBroken);
  CHECK(custom(with_rule(field("string"), "isNumber"), R"("17")") == R"({"size":"17"})");
  CHECK(refusal(with_rule(field("string"), "email"), R"("nobody")") == errors::kCompletionRuleBroken);
  CHECK(custom(with_rule(field("string"), "email"), R"("a@example.com")") == R"({"size":"a@example.com"})");
  CHECK(refusal(with_rule(field("string"), "phone"), R"("12")") == errors::kCompletionRuleBroken);
  CHECK(custom(with_rule(field("string"), "phone"), R"("13800138000")") == R"({"size":"13800138000"})");
  CHECK(custom(with_rule(field("string"), "None"), R"("x")") == R"({"size":"x"})");
  // What nobody can check lets nothing pass.
  CHECK(refusal(with_rule(field("string"), "regExp", "("), R"("x")") == errors::kCompletionRuleBroken);
  CHECK(refusal(with_rule(field("string"), "regExp", "(a+)+$"), '"' + std::string(40, 'a') + "!\"") ==
        errors::kCompletionRuleBroken);
}

TEST_CASE("contacts of the profile count as verified with their code, and not without") {
  const Field phone = field("string", "phone", "internal");
  CHECK(input_of(phone) == "phone");
  CHECK(refusal(phone, R"("13800138000")") == errors::kRequired);
  const auto by_phone = filled(phone, R"("13800138000")", "123456");
  REQUIRE(by_phone);
  CHECK(by_phone->user.phone == "13800138000");
  CHECK(by_phone->user.phone_country_code == "+86");
  CHECK(by_phone->user.phone_verified);
  REQUIRE(by_phone->contacts.size() == 1);
  CHECK(by_phone->contacts[0].channel == "CHANNEL_COMPLETE_PHONE");
  CHECK(by_phone->contacts[0].recipient == "+8613800138000");
  const auto by_email = filled(field("text", "email", "internal"), R"("Ann@Example.com")", "123456");
  REQUIRE(by_email);
  CHECK(by_email->user.email == "ann@example.com");
  CHECK(by_email->user.email_verified);
  CHECK(by_email->contacts[0].channel == "CHANNEL_COMPLETE_EMAIL");
}

TEST_CASE("a field is missing while the account has nothing there") {
  applications::Settings settings;
  settings.completion_fields = {field("string", "company", "internal"), field("gender", "gender", "internal"),
                                field("string"), field("string", "shoeSize", "internal")};
  users::User user;
  CHECK(missing(settings, user).size() == 3);  // nobody has a shoeSize of the profile
  user.company = "Engines";
  user.gender = "F";
  user.custom_data = R"({"size":null})";
  REQUIRE(missing(settings, user).size() == 1);
  CHECK(missing(settings, user)[0].name == "size");
  user.custom_data = R"({"size":0})";
  CHECK(missing(settings, user).empty());
}

TEST_CASE("settings are checked when they are made") {
  applications::Settings settings;
  CHECK(check(settings));
  settings.completion_fields = {field("string", "company", "internal"), field("string")};
  CHECK(check(settings));
  settings.completion_fields->push_back(field("number"));
  CHECK_FALSE(check(settings));
  settings.completion_fields = {field("string", "shoeSize", "internal")};
  CHECK_FALSE(check(settings));
  settings.completion_fields = {with_rule(field("string"), "regExp", "(")};
  CHECK_FALSE(check(settings));
}

}  // namespace genauth::completion
