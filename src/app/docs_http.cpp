#include "app/docs_http.h"

#include "app/pages.h"
#include "docs/docs.h"

namespace genauth::app {
namespace {

net::Response not_found() {
  net::Response response =
      page("Not found - GenAuth", "<h1>Not found</h1><p><a href=\"/docs\">To the reference</a></p>");
  response.status = 404;
  return response;
}

}  // namespace

net::Response answer_docs(const net::Request& request, std::string_view path) {
  if (request.method() != "GET" && request.method() != "HEAD") {
    net::Response refused = page("Not allowed - GenAuth", "<h1>This page can only be read</h1>");
    refused.status = 405;
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  const auto file = docs::find(path);
  if (!file) return not_found();
  net::Response response;
  response.headers = {{"ETag", std::string(file->etag)},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", "no-cache"},  // kept, and asked about: a new version shows at once
                      {"Content-Security-Policy", std::string(docs::kContentSecurityPolicy)},
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

}  // namespace genauth::app
