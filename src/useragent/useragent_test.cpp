#include "useragent/useragent.h"

#include <doctest/doctest.h>

namespace genauth::useragent {

TEST_CASE("browsers are told from their ancestors") {
  const Agent edge = parse(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.7390.54 "
      "Safari/537.36 Edg/141.0.3537.57");
  CHECK(name_of(edge) == "Edge on Windows");
  CHECK(edge.browser_version == "141.0");
  CHECK(edge.os_version == "10.0");
  CHECK(edge.form == Form::kBrowser);
  const Agent safari = parse(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.5 Mobile/15E148 Safari/604.1");
  CHECK(name_of(safari) == "Safari on iOS");
  CHECK(safari.os_version == "17.5");
  CHECK(safari.form == Form::kBrowser);
}

TEST_CASE("apps are mobile or desktop by the system they name") {
  CHECK(parse("okhttp/4.12.0").form == Form::kMobile);
  CHECK(name_of(parse("Shop/2.1 (Linux; Android 15; Pixel 9)")) == "Shop on Android");
  CHECK(parse("Shop/2.1 (Linux; Android 15; Pixel 9)").form == Form::kMobile);
  const Agent python = parse("python-requests/2.34.2");
  CHECK(name_of(python) == "python-requests");
  CHECK(python.browser_version == "2.34");
  CHECK(python.form == Form::kDesktop);
}

TEST_CASE("nonsense has a name and breaks nothing") {
  CHECK(name_of(parse("")) == "Unknown");
  CHECK(name_of(parse("\x01\x02<script>")) == "Unknown");
  CHECK(parse(std::string(100'000, 'a')).browser.size() <= 64);
}

}  // namespace genauth::useragent
