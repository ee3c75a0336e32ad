#include "useragent/useragent.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace genauth::useragent {
namespace {

constexpr std::size_t kLookedAt = 1024;
constexpr std::size_t kNameMax = 40;

struct Mark {
  std::string_view text, name;
};

// The first that stands in the header counts: browsers name their ancestors too, Chrome also Safari.
constexpr std::array kBrowsers = {
    Mark{"MicroMessenger/", "WeChat"},
    Mark{"DingTalk/", "DingTalk"},
    Mark{"Lark/", "Lark"},
    Mark{"wxwork/", "WeCom"},
    Mark{"UCBrowser/", "UC Browser"},
    Mark{"QQBrowser/", "QQBrowser"},
    Mark{"EdgA/", "Edge"},
    Mark{"EdgiOS/", "Edge"},
    Mark{"Edg/", "Edge"},
    Mark{"Edge/", "Edge"},
    Mark{"OPR/", "Opera"},
    Mark{"Opera/", "Opera"},
    Mark{"SamsungBrowser/", "Samsung"},
    Mark{"FxiOS/", "Firefox"},
    Mark{"Firefox/", "Firefox"},
    Mark{"CriOS/", "Chrome"},
    Mark{"HeadlessChrome/", "Chrome"},
    Mark{"Chrome/", "Chrome"},
    Mark{"MSIE ", "IE"},
    Mark{"Trident/", "IE"},
    Mark{"Version/", "Safari"},
};
constexpr std::array kSystems = {
    Mark{"Windows Phone ", "Windows Phone"},
    Mark{"Windows NT ", "Windows"},
    Mark{"Windows", "Windows"},
    Mark{"HarmonyOS ", "HarmonyOS"},
    Mark{"Android ", "Android"},
    Mark{"Android", "Android"},
    Mark{"iPhone OS ", "iOS"},
    Mark{"CPU OS ", "iPadOS"},
    Mark{"iOS ", "iOS"},
    Mark{"iOS", "iOS"},
    Mark{"Darwin/", "iOS"},
    Mark{"Mac OS X ", "macOS"},
    Mark{"Macintosh", "macOS"},
    Mark{"CrOS ", "ChromeOS"},
    Mark{"Linux", "Linux"},
};

// "141.0" of "141.0.7390.54 Safari/…", "17.5" of "17_5 like Mac OS X": two numbers say enough.
std::string version_at(std::string_view rest) {
  std::string version;
  int dots = 0;
  for (char c : rest) {
    if (c == '_') c = '.';
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c != '.' || ++dots > 1)) break;
    version += c;
    if (version.size() > 16) break;
  }
  if (version.ends_with('.')) version.pop_back();
  return version;
}

template <std::size_t N>
void take(const std::array<Mark, N>& marks, std::string_view header, std::string& name,
          std::string& version) {
  for (const Mark& mark : marks) {
    const std::size_t at = header.find(mark.text);
    if (at == std::string_view::npos) continue;
    name = mark.name;
    version = version_at(header.substr(at + mark.text.size()));
    return;
  }
}

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
         c == '_';
}

// "okhttp" of "okhttp/4.12.0": programs that are no browsers begin with their own name (RFC 9110 §10.1.5).
void take_product(std::string_view header, Agent& agent) {
  const auto rest = std::ranges::find_if_not(header, is_plain);
  const auto end = static_cast<std::size_t>(rest - header.begin());
  if (end == 0 || header.starts_with("Mozilla/")) return;
  agent.browser = header.substr(0, std::min(end, kNameMax));
  if (end < header.size() && header[end] == '/') agent.browser_version = version_at(header.substr(end + 1));
}

Device device_of(std::string_view header) {
  const auto has = [&](std::string_view text) { return header.find(text) != std::string_view::npos; };
  const std::string lower = to_lower_ascii(header);
  for (const std::string_view word : {"bot", "spider", "crawl"})
    if (lower.find(word) != std::string::npos) return Device::kBot;
  if (has("iPad") || has("Tablet") || (has("Android") && !has("Mobile"))) return Device::kTablet;
  if (has("Mobile") || has("iPhone")) return Device::kMobile;
  if (has("Windows NT") || has("Macintosh") || has("X11") || has("CrOS")) return Device::kDesktop;
  return Device::kUnknown;
}

}  // namespace

Agent parse(std::string_view header) {
  header = header.substr(0, kLookedAt);
  Agent agent;
  agent.device = device_of(header);
  take(kSystems, header, agent.os, agent.os_version);
  const bool is_browser = header.starts_with("Mozilla/") || header.starts_with("Opera/");
  if (is_browser) {
    take(kBrowsers, header, agent.browser, agent.browser_version);
    agent.form = Form::kBrowser;
    return agent;
  }
  take_product(header, agent);
  const bool is_mobile = agent.os == "Android" || agent.os == "iOS" || agent.os == "iPadOS" ||
                         agent.os == "HarmonyOS" || agent.browser == "okhttp" || agent.browser == "Dart";
  agent.form = is_mobile ? Form::kMobile : Form::kDesktop;
  return agent;
}

std::string_view text(Device device) {
  switch (device) {
    case Device::kDesktop: return "Desktop";
    case Device::kMobile: return "Mobile";
    case Device::kTablet: return "Tablet";
    case Device::kBot: return "Bot";
    case Device::kUnknown: break;
  }
  return "Unknown";
}

std::string name_of(const Agent& agent) {
  const std::string program = agent.browser.empty() ? "Unknown" : agent.browser;
  return agent.os.empty() ? program : program + " on " + agent.os;
}

}  // namespace genauth::useragent
