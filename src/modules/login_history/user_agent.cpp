#include "modules/login_history/user_agent.h"

#include <algorithm>

#include "base/encoding.h"

namespace genauth::login_history {
namespace {

constexpr std::size_t kBytesMax = 1024;
constexpr std::size_t kVersionMax = 12;

// `token` stands in the text; its version stands behind `version`, or behind the token if that is empty.
struct Known {
  std::string_view token, name, version = "";
};

// Programs that embed others' tokens come first.
constexpr Known kPrograms[] = {
    {"MicroMessenger/", "WeChat"},
    {"DingTalk/", "DingTalk"},
    {"Lark/", "Lark"},
    {"wxwork/", "WeCom"},
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"UCBrowser/", "UC Browser"},
    {"QQBrowser/", "QQ Browser"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"HeadlessChrome/", "Chrome"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari", "Version/"},
    {"MSIE ", "Internet Explorer"},
    {"Trident/", "Internet Explorer", "rv:"},
    {"curl/", "curl"},
    {"python-requests/", "Python requests"},
    {"axios/", "axios"},
    {"okhttp/", "OkHttp"},
    {"Java/", "Java"},
    {"node", "Node.js", "node/"},
    {"Go-http-client/", "Go"},
};

constexpr Known kSystems[] = {
    {"Windows Phone", "Windows Phone", "Windows Phone "},
    {"Windows NT", "Windows", "Windows NT "},
    {"iPhone", "iOS", "iPhone OS "},
    {"iPad", "iPadOS", "CPU OS "},
    {"HarmonyOS", "HarmonyOS", "HarmonyOS "},
    {"Android", "Android", "Android "},
    {"CrOS", "Chrome OS", "CrOS x86_64 "},
    {"Mac OS X", "macOS", "Mac OS X "},
    {"Linux", "Linux", "\n"},
};

bool has(std::string_view text, std::string_view token) {
  return text.find(token) != std::string_view::npos;
}

// Digits with dots (or underscores, as Apple writes them), at most two places of them.
std::string version_behind(std::string_view text, std::string_view token) {
  const std::size_t at = text.find(token);
  std::string version;
  int places = 1;
  if (at == std::string_view::npos) return version;
  for (const char c : text.substr(at + token.size(), kVersionMax)) {
    const bool is_dot = c == '.' || c == '_';
    if ((c < '0' || c > '9') && !is_dot) break;
    if (is_dot && ++places > 2) break;
    version += is_dot ? '.' : c;
  }
  while (!version.empty() && version.back() == '.') version.pop_back();
  return version;
}

template <std::size_t N>
std::string first_known(std::string_view text, const Known (&table)[N]) {
  for (const Known& known : table) {
    if (!has(text, known.token)) continue;
    const std::string version = version_behind(text, known.version.empty() ? known.token : known.version);
    return std::string(known.name) + (version.empty() ? "" : " " + version);
  }
  return "";
}

std::string_view device_of(std::string_view text) {
  const std::string lower = to_lower_ascii(text);
  if (has(lower, "bot") || has(lower, "spider") || has(lower, "crawl")) return "Bot";
  if (has(text, "iPad") || has(text, "Tablet") || (has(text, "Android") && !has(text, "Mobile")))
    return "Tablet";
  if (has(text, "Mobile") || has(text, "iPhone")) return "Mobile";
  if (has(text, "Windows NT") || has(text, "Macintosh") || has(text, "X11") || has(text, "CrOS"))
    return "Desktop";
  return "Unknown";
}

}  // namespace

Program parse_user_agent(std::string_view text) {
  text = text.substr(0, std::min(text.size(), kBytesMax));
  return {std::string(device_of(text)), first_known(text, kPrograms), first_known(text, kSystems)};
}

}  // namespace genauth::login_history
