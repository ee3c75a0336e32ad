// What named attributes (of a directory's entry, of a CAS server's answer, of a SAML assertion) tell of a
// person.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/social/engine.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::identity_sources {

using Attributes = std::map<std::string, std::vector<std::string>, std::less<>>;  // names in lower case

// `id` says who it is, unless the connection maps id:openid; then nobody looks at it. Fields are what the
// connection maps (paths "user.ATTRIBUTE" and "user.ATTRIBUTE=VALUE"), then what the usual attributes hold.
// kSourceAnswerInvalid: there is no id.
Result<social::Profile> profile_of(const Connection& connection, const Attributes& attributes,
                                   social::Subject id, std::string issuer);

// Which attributes profile_of() looks at.
std::vector<std::string> wanted_attributes(const Connection& connection);

}  // namespace genauth::identity_sources
