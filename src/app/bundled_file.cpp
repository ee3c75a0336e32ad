#include "app/bundled_file.h"

namespace genauth::app {

net::Response bundled_file(const net::Request& request, const docs::Answer& file,
                           std::vector<std::pair<std::string, std::string>> headers) {
  net::Response response;
  response.headers = {{"ETag", std::string(file.etag)},
                      {"Vary", "Accept-Encoding"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"}};
  for (auto& header : headers) response.headers.push_back(std::move(header));
  if (docs::matches(request.header("if-none-match").value_or(""), file.etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  if (docs::takes_gzip(request.header("accept-encoding").value_or(""))) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.static_body = file.gzip;
  } else {
    response.body = docs::plain(file);
  }
  return response;
}

}  // namespace genauth::app
