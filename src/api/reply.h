// What an operation answers when its contract row says x-reply: a redirect, a page for people, or a file,
// instead of a DTO in an envelope. The handler is Result<api::Reply>; an Error still becomes the envelope, or
// a page where the caller is a browser that asked for one.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.h"
#include "base/error.h"
#include "base/html.h"
#include "locale/language.h"

namespace genauth::api {

struct Reply {
  int status = 200;
  std::string content_type = {}, body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// 303 See Other, whatever the method was: the browser goes on with a GET. Never cached, and no Referer, since
// the addresses on both sides may hold one-time handles.
Reply redirect(std::string_view location);

// A page of ours, whose words are in `language`: `body_html` stands in <main>, escaped by the caller. No
// scripts, no frames, forms to us only.
Reply page(locale::Language language, std::string_view title, std::string_view body_html, int status = 200);

// Bytes to show or, with a name, to save.
Reply file(std::string_view content_type, std::string bytes, std::string_view save_as = {});

// The same message that the envelope would carry.
Reply error_page(const Envelope& envelope, const Error& error);

using genauth::escape_html;  // handlers that write pages need it

}  // namespace genauth::api
