#include "web/web.h"

#include <algorithm>

#include "web/archive.h"

namespace genauth::web {
namespace {

std::string_view shell_in(std::span<const Shell> shells, std::string_view language) {
  std::string_view english;
  for (const Shell& shell : shells) {
    if (shell.language == language) return shell.html;
    if (shell.language == "en-US") english = shell.html;
  }
  return english;
}

void append_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
}

// HTML, "script data state": only '<' could end the element or begin a comment in it, and within JSON it
// stands in strings alone.
void append_data(std::string& out, std::string_view json) {
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
}

std::string filled(std::string_view html, const PageShell& shell) {
  std::string page;
  page.reserve(html.size() + shell.data.size() + 512);
  std::size_t from = 0;
  const auto fill = [&](std::string_view mark, const auto& append) {
    const auto at = html.find(mark, from);
    if (at == std::string_view::npos) return;
    page.append(html.substr(from, at - from));
    append();
    from = at + mark.size();
  };
  fill("<!--branding-->", [&] {
    if (shell.style.empty()) return;
    page += "<link rel=\"stylesheet\" href=\"";
    append_text(page, shell.style);
    page += "\">";
  });
  fill("<!--name-->", [&] { append_text(page, shell.application); });
  fill("<!--shell-->", [&] { append_data(page, shell.data); });
  return page.append(html.substr(from));
}

}  // namespace

std::optional<docs::Answer> asset(std::string_view path) {
  const auto all = entries();
  const auto found =
      std::lower_bound(all.begin(), all.end(), path,
                       [](const docs::Entry& entry, std::string_view wanted) { return entry.path < wanted; });
  if (found == all.end() || found->path != path) return std::nullopt;
  return docs::Answer{found->content_type, web::bytes(*found), found->etag};
}

std::string login_page(const PageShell& shell) {
  return filled(shell_in(login_shells(), shell.language), shell);
}

std::string account_page(const PageShell& shell) {
  return filled(shell_in(account_shells(), shell.language), shell);
}

}  // namespace genauth::web
