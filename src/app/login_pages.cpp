#include "app/login_pages.h"

#include "app/bundled_file.h"

namespace genauth::app {

std::optional<net::Response> login_asset(const net::Request& request, std::string_view path) {
  const auto file = web::asset(path);
  if (!file) return std::nullopt;
  return bundled_file(request, *file,
                      {{"Cache-Control", "public, max-age=31536000, immutable"},
                       {"Cross-Origin-Resource-Policy", "same-origin"}});
}

namespace {

// Its address and its data are of one person: no cache keeps them, and no Referer carries them on.
net::Response page_of(std::string body) {
  net::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  response.headers = {{"Content-Security-Policy", std::string(web::kContentSecurityPolicy)},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"X-Frame-Options", "DENY"},
                      {"Cache-Control", "no-store"}};
  return response;
}

}  // namespace

net::Response login_page(const web::PageShell& shell) {
  return page_of(web::login_page(shell));
}

net::Response account_page(const web::PageShell& shell) {
  return page_of(web::account_page(shell));
}

}  // namespace genauth::app
