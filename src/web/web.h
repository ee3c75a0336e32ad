// The pages of web/, bundled at build time and linked in, gzipped. Nothing is read from disk and nothing is
// kept. Thread-safe: everything is constant.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "docs/docs.h"

namespace genauth::web {

// The bundled file at this path ("/login-assets/login-….js"); nothing if there is none. Its name holds a
// digest of its bytes, so the answer never changes.
std::optional<docs::Answer> asset(std::string_view path);

// What one page differs in from another of its kind and language.
struct PageShell {
  std::string_view language;     // "zh-CN", "zh-TW", "en-US" or "ja-JP"; English for anything else
  std::string_view application;  // its name, as text
  std::string_view style;        // same-origin address of the application's own style sheet, or empty
  std::string_view data;         // JSON of the element "shell" (main.tsx of the page), or empty
};

// The pages before their script runs. Names and data are escaped here.
std::string login_page(const PageShell& shell);
std::string account_page(const PageShell& shell);

// What these pages may load: from this server only, and no script or style within the page.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

}  // namespace genauth::web
