// Namespaces and identifiers of SAML and XML Signature.
#pragma once
#include <string_view>

namespace genauth::saml {

inline constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol",
                                  kAssertion = "urn:oasis:names:tc:SAML:2.0:assertion",
                                  kSignature = "http://www.w3.org/2000/09/xmldsig#",
                                  kEncryption = "http://www.w3.org/2001/04/xmlenc#",
                                  kSuccess = "urn:oasis:names:tc:SAML:2.0:status:Success",
                                  kBearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer",
                                  kPost = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
                                  kMoreAlgorithms =
                                      "http://www.w3.org/2001/04/xmldsig-more#";  // rsa-sha256 …

}  // namespace genauth::saml
