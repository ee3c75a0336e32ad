// XML encryption as we take it: AES-GCM under a key that was wrapped for us with RSA-OAEP. Nothing with CBC,
// whose padding would be an oracle for whoever may send us texts (Jager and Somorovsky, 2011).
#pragma once
#include <string>

#include "base/result.h"
#include "xml/document.h"

namespace genauth::saml {

// What stands encrypted in an EncryptedAssertion, as text that has not been parsed. Changes the document.
// kSourceAnswerInvalid.
Result<std::string> decrypted(const xml::Element& encrypted_assertion, const std::string& private_key);

// Once per process; false: the XML Security Library does not start.
bool library_is_ready();

}  // namespace genauth::saml
