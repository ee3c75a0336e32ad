#include "app/setup_page.h"

#include "api/reply.h"
#include "app/pages.h"
#include "modules/administrators/administrators.h"
#include "modules/users/password.h"
#include "net/form.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kPasswordCharactersMin = 12;

std::string param(const net::Form& form, std::string_view name) {
  for (const auto& [key, value] : form)
    if (key == name) return value;
  return {};
}

net::Response form_page(std::string_view token, std::string_view notice) {
  std::string body = "<h1>Set up GenAuth</h1><p class=\"sub\">Choose the administrator's password.</p>";
  if (!notice.empty()) body += "<p role=\"alert\"><strong>" + api::escape_html(notice) + "</strong></p>";
  body += "<form method=\"post\" action=\"/setup\"><input type=\"hidden\" name=\"token\" value=\"" +
          api::escape_html(token) +
          "\"><p><label for=\"password\">Password, at least 12 characters</label><br><input id=\"password\" "
          "name=\"password\" type=\"password\" autocomplete=\"new-password\" minlength=\"12\" required "
          "autofocus></p><p><button type=\"submit\">Save</button></p></form>";
  return page("Set up GenAuth", body);
}

net::Response notice_page(std::string_view title, std::string_view text) {
  return page(title, "<h1>" + api::escape_html(title) + "</h1><p>" + api::escape_html(text) + "</p>");
}

net::Response spent() {
  return notice_page("This link no longer works",
                     "It was used already or has expired. Run genauth init for a new one.");
}

}  // namespace

net::Response setup_page(Installation& in, const api::Incoming& incoming) {
  const net::Request& request = incoming.exchange->request();
  const bool is_post = request.method() == "POST";
  const auto form = net::parse_form(is_post ? request.body() : request.query());
  const std::string token = form ? param(*form, "token") : std::string();
  const std::int64_t now_ms = in.clock.now_ms();
  const auto open = in.database->read(
      [&](db::Session& session) { return administrators::is_open(session, token, now_ms); });
  if (!open || !*open) return spent();
  if (!is_post) return form_page(token, "");

  const std::string password = param(*form, "password");
  if (!users::check_password(password, kPasswordCharactersMin))
    return form_page(token, "The password must have 12 to 128 characters.");
  const auto hash =
      users::hash_password(*in.gate, in.password_cost, "", incoming.envelope.client_ip, password);
  if (!hash) return form_page(token, "The server is busy. Try again in a moment.");
  const auto done =
      in.database->write([&](db::Tx& tx) { return administrators::accept(tx, token, *hash, now_ms); });
  if (!done) return spent();
  return notice_page("You are set up", "The password is saved.");
}

}  // namespace genauth::app
