#include "modules/login_history/user_agent.h"

#include <doctest/doctest.h>

namespace genauth::login_history {
namespace {

std::string shown(std::string_view text) {
  const Program program = parse_user_agent(text);
  return program.device + "|" + program.name + "|" + program.os;
}

TEST_CASE("knows the programs that say they are others") {
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
  CHECK(shown("python-requests/2.32.3") == "Unknown|Python requests 2.32|");
  CHECK(
      shown("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)").starts_with("Bot|"));
}

TEST_CASE("takes anything") {
  CHECK(shown("") == "Unknown||");
  CHECK(shown(std::string(100'000, 'x')) == "Unknown||");
  CHECK(shown("Chrome/") == "Unknown|Chrome|");
  CHECK(shown("Chrome/....") == "Unknown|Chrome|");
}

}  // namespace
}  // namespace genauth::login_history
