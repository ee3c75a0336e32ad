#include "app/login_pages.h"

namespace genauth::app {

std::optional<net::Response> login_asset(const net::Request& request, std::string_view path) {
  const auto file = web::asset(path);
  if (!file) return std::nullopt;
  net::Response response;
  response.headers = {{"ETag", std::string(file->etag)},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", "public, max-age=31536000, immutable"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"}};
  if (docs::matches(request.header("if-none-match").value_or(""), file->etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file->content_type;
  if (docs::takes_gzip(request.header("accept-encoding").value_or(""))) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.static_body = file->gzip;
  } else {
    response.body = docs::plain(*file);
  }
  return response;
}

net::Response login_page(const web::LoginShell& shell) {
  net::Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = web::login_page(shell);
  // Its address and its data are of one sign-in: no cache keeps them, and no Referer carries them on.
  response.headers = {{"Content-Security-Policy", std::string(web::kContentSecurityPolicy)},
                      {"Referrer-Policy", "no-referrer"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"X-Frame-Options", "DENY"},
                      {"Cache-Control", "no-store"}};
  return response;
}

}  // namespace genauth::app
