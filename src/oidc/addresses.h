// Addresses that clients name: where the authorization and logout endpoints may send a browser (RFC 9700 §2.1
// and §4.11, RFC 8252 §7), and which resources a token is for. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace genauth::oidc {

// Whether a browser may be sent there at all: an absolute URI in ASCII without fragment, white space or
// control characters, of a scheme that runs no script.
bool is_sound_redirect(std::string_view uri);

// Whether it is sound and byte for byte one of the registered ones. For native applications a registered
// http URI on 127.0.0.1, [::1] or localhost stands for every port of that host (RFC 8252 §7.3); private-use
// schemes (§7.1) and claimed https addresses (§7.2) are as exact as all others.
bool is_registered_redirect(std::string_view uri, const std::vector<std::string>& registered, bool is_native);

// Whether a client that nobody vouches for may register it (RFC 9700 §4.1, RFC 8252 §7): https, and for
// native applications also http on this machine and private-use schemes, which have a dot. Neither wildcard
// nor user name.
bool is_registrable_redirect(std::string_view uri, bool is_native);

// An https address of a page or service, with a host and without a user name.
bool is_web_address(std::string_view uri);

// RFC 8707 §2: an absolute URI without a fragment.
bool is_resource(std::string_view uri);

}  // namespace genauth::oidc
