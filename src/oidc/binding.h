// What a token is bound to, as one word that is kept with it: the thumbprint of a DPoP key as it is (RFC 9449
// §6.1), that of a client's certificate behind a prefix (RFC 8705 §3.1), nothing for a bearer token. Pure.
#pragma once
#include <string>
#include <string_view>

namespace genauth::oidc {

// Of the certificate in DER; empty for none.
std::string bound_to_certificate(std::string_view der);

bool is_of_certificate(std::string_view bound_to);

// The object of the claim `cnf`; empty if the token is bound to nothing.
std::string confirmation_of(std::string_view bound_to);
// The other way, from its members jkt and x5t#S256, of which there is one. Empty if that cannot be met.
std::string bound_to_of(std::string_view jkt, std::string_view x5t);

// "DPoP", or "Bearer" (RFC 8705 §3 has no type of its own).
std::string_view token_type_of(std::string_view bound_to);

// Whether that is what a client has to have that takes no others.
bool is_bound_as_due(std::string_view bound_to, bool to_key, bool to_certificate);

}  // namespace genauth::oidc
