#include "app/branding.h"

#include <memory>
#include <mutex>
#include <unordered_map>

#include "api/envelope.h"
#include "api/reply.h"
#include "app/browser_cookies.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "css/css.h"
#include "gen/errors/core.h"
#include "modules/application_pictures/application_pictures.h"

namespace genauth::app {
namespace {

struct Sheet {
  std::string tag, text;
};

// What was left out, in a comment: that is all the operator sees of it.
std::string with_remarks(const css::Cleaned& cleaned) {
  if (cleaned.dropped.empty()) return cleaned.text;
  std::string remarks;
  for (const std::string& line : cleaned.dropped) remarks += "   " + line + "\n";
  for (std::size_t at = 0; (at = remarks.find("*/", at)) != std::string::npos; at += 2)
    remarks.replace(at, 2, "* ");
  return "/* Left out:\n" + remarks + "*/\n" + cleaned.text;
}

// `picture` is a path of ours, or empty. It stands first, so that the sheet may change it.
std::shared_ptr<const Sheet> made_of(const std::string& picture, std::string_view text) {
  auto sheet = std::make_shared<Sheet>();
  if (const auto cleaned = css::clean(text); cleaned && !cleaned->text.empty())
    sheet->text = with_remarks(*cleaned);
  if (!picture.empty())
    sheet->text.insert(0, "body{background:url(\"" + picture + "\") center/cover fixed no-repeat}\n");
  if (sheet->text.empty()) return sheet;
  constexpr std::size_t kTagBytes = 12;
  sheet->tag = hex(crypto::sha256(sheet->text)).substr(0, 2 * kTagBytes);
  return sheet;
}

// By the text that it was made of, so that nothing stale is ever found.
std::shared_ptr<const Sheet> remembered(const std::string& picture, const std::string& text) {
  constexpr std::size_t kMax = 100;
  const std::string key = picture + "\n" + text;
  static std::mutex mutex;
  static std::unordered_map<std::string, std::shared_ptr<const Sheet>> sheets;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = sheets.find(key); found != sheets.end()) return found->second;
  }
  auto made = made_of(picture, text);
  const std::lock_guard lock(mutex);
  if (sheets.size() >= kMax) sheets.clear();
  sheets[key] = made;
  return made;
}

std::shared_ptr<const Sheet> sheet_of(const applications::Application& application) {
  const auto& branding = application.settings.branding;
  if (application.is_stranger() || !branding) return nullptr;
  const std::string picture = application_pictures::path_in(branding->background);
  const std::string css = branding->css_enabled ? branding->css : std::string();
  if (picture.empty() && css.empty()) return nullptr;
  auto sheet = remembered(picture, css);
  return sheet->text.empty() ? nullptr : sheet;
}

std::string address_of(const std::string& app_id, const Sheet& sheet) {
  return "/" + app_id + std::string(kBrandingPrefix) + sheet.tag + ".css";
}

}  // namespace

std::string style_address(const applications::Application& application) {
  const auto sheet = sheet_of(application);
  return sheet ? address_of(application.id, *sheet) : std::string();
}

net::Response answer_branding(const api::Incoming& incoming, Installation& in) {
  const Error missing = Error(errors::kRouteNotFound).with_arg(incoming.path);
  const auto application = in.applications->find(incoming.path_app_id);
  const auto sheet = application && (*application)->is_enabled() ? sheet_of(**application) : nullptr;
  const std::string asked = "/" + incoming.path_app_id + incoming.path;
  if (incoming.exchange->request().method() != "GET" || !sheet ||
      asked != address_of((*application)->id, *sheet))
    return replied(api::error_page(incoming.envelope, missing));
  net::Response response;
  response.content_type = "text/css; charset=utf-8";
  response.body = sheet->text;
  response.headers = {{"Cache-Control", "public, max-age=31536000, immutable"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return response;
}

}  // namespace genauth::app
