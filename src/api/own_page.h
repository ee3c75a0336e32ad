// Calls that a page of this server makes with nothing but the browser's cookies, in an interaction or at the
// account centre (docs/decisions/0018-account-centre.md). Three things keep other pages out: no form can send
// the header, a page of another origin would have to ask first and is refused it (app/cors.cpp), and what the
// browser itself says of the sender is looked at here.
#pragma once
#include <string_view>

#include "net/http_message.h"

namespace genauth::api {

inline constexpr std::string_view kAccountHeader = "x-genauth-account";

// Whether the browser says that a page of the very origin of base_url sent this, or says nothing of it
// (Fetch, Origin; Fetch Metadata, Sec-Fetch-Site).
bool is_own_page(const net::Request& request, std::string_view base_url);

}  // namespace genauth::api
