#include "locale/countries.h"

#include <doctest/doctest.h>

#include <set>

#include "base/encoding.h"
#include "locale/language.h"

using namespace genauth;
using locale::Language;

TEST_CASE("every country has its letters, code, flag and four names, and stands there once") {
  std::set<std::string_view> alpha2, alpha3;
  for (const locale::Country& country : locale::countries()) {
    CAPTURE(country.alpha2);
    CHECK(country.alpha2.size() == 2);
    CHECK(country.alpha3.size() == 3);
    CHECK(country.phone_country_code.starts_with('+'));
    CHECK(country.flag.size() == 8);
    for (const std::string_view name : country.name) CHECK_FALSE(name.empty());
    CHECK(alpha2.insert(country.alpha2).second);
    CHECK(alpha3.insert(country.alpha3).second);
  }
  CHECK(alpha2.size() > 240);
}

TEST_CASE("China comes first, under the names that each language has for it") {
  const locale::Country& first = locale::countries().front();
  CHECK(first.alpha3 == "CHN");
  CHECK(first.phone_country_code == "+86");
  CHECK(first.flag == "🇨🇳");
  CHECK(first.name[static_cast<std::size_t>(Language::kZhCn)] == "中国");
  CHECK(first.name[static_cast<std::size_t>(Language::kEnUs)] == "China");
  CHECK(first.name[static_cast<std::size_t>(Language::kZhTw)] == "中國");
  CHECK(first.name[static_cast<std::size_t>(Language::kJaJp)] == "中国");
}

TEST_CASE("the list on the wire begins and ends as it should") {
  const std::string_view json = locale::countries_json();
  CHECK(is_utf8(json));
  CHECK(json.starts_with(R"([{"alpha2":"CN","alpha3":"CHN","phoneCountryCode":"+86","flag":"🇨🇳",)"
                         R"("name":{"zh-CN":{"enabled":true,"value":"中国"},)"));
  CHECK(json.ends_with("}}}]"));
}
