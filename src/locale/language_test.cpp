#include "locale/language.h"

#include <doctest/doctest.h>

#include "gen/errors/form.h"
#include "locale/preference.h"

using namespace genauth;
using locale::Language;

TEST_CASE("the SDK's own header wins over the browser's") {
  CHECK(locale::negotiate("en-US", "ja") == Language::kEnUs);
  CHECK(locale::negotiate("", "fr;q=1, ja;q=0.5, en;q=0.8") == Language::kEnUs);
  CHECK(locale::negotiate("", "ja;q=0") == Language::kZhCn);
  CHECK(locale::negotiate("xx", "") == Language::kZhCn);
  CHECK(locale::negotiate("", "zh-Hant-HK") == Language::kZhTw);
  CHECK(locale::negotiate("ZH_tw", "") == Language::kZhTw);
}

TEST_CASE("nobody has asked for a language that is not one of the four") {
  CHECK_FALSE(locale::asked_for("", ""));
  CHECK_FALSE(locale::asked_for("xx", "fr-FR, de;q=0.5, ja;q=0"));
  CHECK(locale::asked_for("", "fr-FR, zh;q=0.1") == Language::kZhCn);
  CHECK(locale::asked_for("ja", "en") == Language::kJaJp);
}

TEST_CASE("of tags in their order the first that is known counts") {
  CHECK(locale::first_known("fr-CA ja en") == Language::kJaJp);
  CHECK(locale::first_known("zh-Hant") == Language::kZhTw);
  CHECK_FALSE(locale::first_known("fr x-nonsense"));
  CHECK_FALSE(locale::first_known(""));
}

TEST_CASE("error texts carry the member and the value") {
  CHECK(locale::message(errors::kRequired, Language::kEnUs, "passCode", "") ==
        "passCode should not be empty");
  CHECK(locale::message(errors::kTooGreat, Language::kEnUs, "limit", "50") ==
        "limit must not be greater than 50");
  CHECK(locale::message(errors::kRequired, Language::kEnUs, "{arg}", "x") == "{arg} should not be empty");
}
