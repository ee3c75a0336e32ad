#include "useragent/useragent.h"

#include <doctest/doctest.h>

namespace genauth::useragent {
namespace {

std::string shown(std::string_view header) {
  const Agent agent = parse(header);
  const auto with = [](const std::string& name, const std::string& version) {
    return version.empty() ? name : name + " " + version;
  };
  return std::string(text(agent.device)) + "|" + with(agent.browser, agent.browser_version) + "|" +
         with(agent.os, agent.os_version);
}

}  // namespace

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

TEST_CASE("program, device and system are told together") {
  CHECK(
      shown(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
          "Safari/537.36 Edg/126.0.2592.87") == "Desktop|Edge 126.0|Windows 10.0");
  CHECK(shown("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
              "Version/17.4 Safari/605.1.15") == "Desktop|Safari 17.4|macOS 10.15");
  CHECK(
      shown(
          "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
          "Mobile Safari/537.36") == "Mobile|Chrome 126.0|Android 14");
  CHECK(shown("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 "
              "MicroMessenger/8.0.49(0x18003137)") == "Mobile|WeChat 8.0|iOS 17.4");
  CHECK(shown("Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) Version/16.1 Safari/604.1") ==
        "Tablet|Safari 16.1|iPadOS 16.1");
}

TEST_CASE("knows programs without a window, and bots") {
  CHECK(shown("curl/8.5.0") == "Unknown|curl 8.5|");
  CHECK(shown("python-requests/2.32.3") == "Unknown|python-requests 2.32|");
  CHECK(
      shown("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)").starts_with("Bot|"));
}

TEST_CASE("nonsense has a name and breaks nothing") {
  CHECK(name_of(parse("")) == "Unknown");
  CHECK(name_of(parse("\x01\x02<script>")) == "Unknown");
  CHECK(shown("") == "Unknown||");
  CHECK(shown("Chrome/....") == "Unknown|Chrome|");
  CHECK(parse(std::string(100'000, 'a')).browser.size() <= 64);
}

}  // namespace genauth::useragent
