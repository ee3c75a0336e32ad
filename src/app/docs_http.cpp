#include "app/docs_http.h"

#include "app/bundled_file.h"
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
  // Kept, and asked about: a new version shows at once.
  return bundled_file(request, *file,
                      {{"Cache-Control", "no-cache"},
                       {"Content-Security-Policy", std::string(docs::kContentSecurityPolicy)}});
}

}  // namespace genauth::app
