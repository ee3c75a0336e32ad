// XML signatures as SAML allows them (saml-core §5.4), on the XML Security Library.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "xml/document.h"

namespace genauth::saml {

// Once per document, before any signature is looked at: no two elements have the same ID, or a reference
// could mean another than the one that is read.
Result<void> register_ids(const xml::Document& document);

// That `signature`, a child of the element, is over exactly this element, by one of the certificates. What
// the signature says of keys is not looked at. kSourceAnswerInvalid.
Result<void> check_signature(const xml::Element& element, const xml::Element& signature,
                             const std::vector<std::string>& certificates);

}  // namespace genauth::saml
