// Where an application may be: the rules for its addresses and its identifier, checked when an operator
// writes them. Sign-ins compare later, byte for byte (oidc/addresses.h). Pure, thread-safe.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace genauth::applications {

struct Application;

// Callbacks of sign-in and sign-out: https; http on this machine (localhost and below it, 127.0.0.1, [::1]);
// for native programs also a private-use scheme, which has a dot (RFC 8252 §7.1). An absolute address without
// fragment, user name and wildcard (RFC 9700 §4.1). kBadFormat with field "redirectUris.3".
Result<void> check_redirects(const std::vector<std::string>& uris, bool is_native, std::string_view field);

// A page of the application: as above, and never a private-use scheme. Empty: none.
Result<void> check_page(std::string_view url, std::string_view field);

// Whose people are named alike, where subjects are pairwise (OpenID Connect Core §8.1): the host of the
// sector identifier, else of the redirect URIs, else the application alone. So are those that nobody vouches
// for and that wait on this machine, where every program can.
std::string sector_of(const Application& application);
// kBadFormat if the redirect URIs have several hosts and no sector identifier says that they belong together.
Result<void> check_sector(const std::vector<std::string>& redirect_uris,
                          std::string_view sector_identifier_uri);

// A picture: https, or data:image. Empty: none.
Result<void> check_picture(std::string_view url, std::string_view field);

// The first label of a host name (RFC 1123 §2.1): kBadFormat.
Result<void> check_identifier(std::string_view identifier, std::string_view field);
// Names that the installation has for itself: no application can have one.
bool is_reserved(std::string_view identifier);

}  // namespace genauth::applications
