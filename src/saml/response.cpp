// Every check that stands between a posted text and a person. saml-profiles §4.1.4.3, saml-core §2 and §3.
#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/identity_sources.h"
#include "saml/encryption.h"
#include "saml/names.h"
#include "saml/saml.h"
#include "saml/signature.h"
#include "xml/document.h"

namespace genauth::saml {
namespace {

constexpr std::size_t kValueMax = 2048, kNameMax = 255, kAttributesMax = 200;

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, "saml: " + std::move(why));
}

struct Scene {
  const ServiceProvider& sp;
  const IdentityProvider& idp;
  const Expected& expected;

  // Absent is fine, unreadable is not.
  bool has_begun(const std::optional<std::string>& text) const {
    const auto at = text ? parse_iso8601(*text) : std::optional<std::int64_t>(0);
    return at && *at <= expected.now_ms + expected.skew_ms;
  }
  bool lasts(const std::optional<std::string>& text) const {
    if (!text) return true;
    const auto at = parse_iso8601(*text);
    return at && *at > expected.now_ms - expected.skew_ms;
  }
};

Result<void> check_status(const xml::Element& response) {
  const xml::Element code = response.child(kProtocol, "Status").child(kProtocol, "StatusCode");
  if (code.attribute("Value") == kSuccess) return {};
  if (!code) return invalid("no status");
  const xml::Element inner = code.child(kProtocol, "StatusCode");
  std::string value = (inner ? inner : code).attribute("Value").value_or("");
  value = value.substr(value.rfind(':') + 1, 64);
  std::erase_if(value, [](char c) { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'); });
  return Error(errors::kSourceRefused, "saml: status").with_arg(std::move(value));
}

Result<void> check_envelope(const Scene& scene, const xml::Element& response) {
  if (!response.is(kProtocol, "Response") || response.attribute("Version") != "2.0")
    return invalid("no response");
  // saml-profiles §4.1.5: an answer that nobody asked for is how others sign a victim in as themselves.
  if (response.attribute("InResponseTo") != scene.expected.request_id)
    return invalid("InResponseTo is not our request");
  const auto destination = response.attribute("Destination");
  if (destination && *destination != scene.sp.acs_url) return invalid("for another destination");
  const auto issuers = response.children(kAssertion, "Issuer");
  if (issuers.size() > 1 || (!issuers.empty() && trim(issuers.front().text()) != scene.idp.entity_id))
    return invalid("a response of another issuer");
  if (!scene.has_begun(response.attribute("IssueInstant"))) return invalid("of the future");
  return {};
}

// The one assertion of the document, which may be encrypted: there is no other anywhere, so that none can be
// read in its place.
Result<xml::Element> the_assertion(const xml::Document& document, const xml::Element& response) {
  std::size_t count = 0;
  for (const xml::Element& each : document.elements()) {
    if (each.is(kAssertion, "Assertion") || each.is(kAssertion, "EncryptedAssertion")) ++count;
    if (each.is(kProtocol, "Response") && each != response) return invalid("a response within");
  }
  const xml::Element plain = response.child(kAssertion, "Assertion");
  const xml::Element assertion = plain ? plain : response.child(kAssertion, "EncryptedAssertion");
  if (count != 1 || !assertion) return invalid("not one assertion");
  return assertion;
}

// How many signatures the document has. Each stands directly in one of the two elements, at most one in each,
// and holds.
Result<std::size_t> check_signatures(const xml::Document& document, const xml::Element& one,
                                     const xml::Element& other, const std::vector<std::string>& known) {
  TRY(register_ids(document));
  std::size_t count = 0;
  for (const xml::Element& each : document.elements()) {
    if (!each.is(kSignature, "Signature")) continue;
    const xml::Element parent = each.parent();
    if (parent != one && parent != other) return invalid("a signature in a strange place");
    if (parent.children(kSignature, "Signature").size() != 1) return invalid("two signatures of one element");
    TRY(check_signature(parent, each, known));
    ++count;
  }
  return count;
}

// What was encrypted is a document of its own, and no more to be trusted than the one around it.
Result<xml::Document> opened(const Scene& scene, const xml::Element& encrypted) {
  auto document = xml::Document::parse(TRY(decrypted(encrypted, scene.sp.private_key)));
  if (!document) return invalid("what was encrypted is no XML, or XML with a DTD");
  std::size_t count = 0;
  for (const xml::Element& each : document->elements())
    if (each.is(kAssertion, "Assertion") || each.is(kAssertion, "EncryptedAssertion")) ++count;
  if (count != 1 || !document->root().is(kAssertion, "Assertion"))
    return invalid("not one assertion was encrypted");
  return *std::move(document);
}

bool confirms(const Scene& scene, const xml::Element& confirmation) {
  if (confirmation.attribute("Method") != kBearer) return false;
  const xml::Element data = confirmation.child(kAssertion, "SubjectConfirmationData");
  const auto until = data.attribute("NotOnOrAfter");
  return data && until && scene.lasts(until) && !data.attribute("NotBefore") &&
         data.attribute("Recipient") == scene.sp.acs_url &&
         data.attribute("InResponseTo") == scene.expected.request_id;
}

Result<void> check_conditions(const Scene& scene, const xml::Element& assertion) {
  const auto all = assertion.children(kAssertion, "Conditions");
  if (all.size() != 1) return invalid("no conditions");
  const xml::Element& conditions = all.front();
  if (!scene.has_begun(conditions.attribute("NotBefore"))) return invalid("not yet valid");
  if (!scene.lasts(conditions.attribute("NotOnOrAfter"))) return invalid("no longer valid");
  bool for_us = false;
  for (const xml::Element& each : conditions.children()) {
    if (each.is(kAssertion, "OneTimeUse") || each.is(kAssertion, "ProxyRestriction")) continue;
    if (!each.is(kAssertion, "AudienceRestriction")) return invalid("a condition that is not known");
    const auto audiences = each.children(kAssertion, "Audience");
    const bool named = std::ranges::any_of(
        audiences, [&](const xml::Element& audience) { return trim(audience.text()) == scene.sp.entity_id; });
    if (!named) return invalid("for another audience");
    for_us = true;
  }
  return for_us ? Result<void>() : Result<void>(invalid("for no audience"));
}

Result<void> check_authentication(const Scene& scene, const xml::Element& assertion) {
  const auto statements = assertion.children(kAssertion, "AuthnStatement");
  if (statements.empty()) return invalid("nobody was authenticated");
  for (const xml::Element& each : statements)
    if (!scene.lasts(each.attribute("SessionNotOnOrAfter")) ||
        !scene.has_begun(each.attribute("AuthnInstant")))
      return invalid("the session at the provider is over");
  return {};
}

Result<Person> person_of(const Scene& scene, const xml::Element& assertion) {
  const auto subjects = assertion.children(kAssertion, "Subject");
  if (subjects.size() != 1) return invalid("not one subject");
  const auto names = subjects.front().children(kAssertion, "NameID");
  if (names.size() != 1) return invalid("not one NameID");
  const auto confirmations = subjects.front().children(kAssertion, "SubjectConfirmation");
  if (std::ranges::none_of(confirmations, [&](const xml::Element& each) { return confirms(scene, each); }))
    return invalid("the subject is not confirmed: recipient, time or InResponseTo");
  Person person;
  person.name_id = trim(names.front().text());
  person.name_id_format = names.front().attribute("Format").value_or("");
  if (person.name_id.empty() || person.name_id.size() > kNameMax) return invalid("no NameID");
  std::size_t count = 0;
  for (const xml::Element& statement : assertion.children(kAssertion, "AttributeStatement"))
    for (const xml::Element& attribute : statement.children(kAssertion, "Attribute")) {
      const auto name = attribute.attribute("Name");
      for (const xml::Element& value : attribute.children(kAssertion, "AttributeValue")) {
        std::string text(trim(value.text()));
        if (!name || text.empty() || text.size() > kValueMax || ++count > kAttributesMax) continue;
        person.attributes[to_lower_ascii(*name)].push_back(std::move(text));
      }
    }
  return person;
}

Result<Person> read_assertion(const Scene& scene, const xml::Element& assertion) {
  const auto issuers = assertion.children(kAssertion, "Issuer");
  if (assertion.attribute("Version") != "2.0" || issuers.size() != 1 ||
      trim(issuers.front().text()) != scene.idp.entity_id)
    return invalid("an assertion of another issuer");
  if (!scene.has_begun(assertion.attribute("IssueInstant"))) return invalid("of the future");
  TRY(check_conditions(scene, assertion));
  TRY(check_authentication(scene, assertion));
  return person_of(scene, assertion);
}

}  // namespace

Result<Person> read_response(const ServiceProvider& sp, const IdentityProvider& idp, const Expected& expected,
                             std::string_view posted_base64) {
  std::string text(posted_base64);
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n' || c == ' '; });  // MIME lines (RFC 2045)
  const auto decoded = unbase64(text);
  if (!decoded) return invalid("no base64");
  const auto document = xml::Document::parse(*decoded);
  if (!document) return invalid("no XML, or XML with a DTD");
  const Scene scene{sp, idp, expected};
  const xml::Element response = document->root();
  TRY(check_envelope(scene, response));
  TRY(check_status(response));
  xml::Element assertion = TRY(the_assertion(*document, response));
  const std::vector<std::string> known = pem_blocks(idp.certificates);
  // Before anything is decrypted, since that changes the document.
  std::size_t signatures = TRY(check_signatures(*document, response, assertion, known));
  std::optional<xml::Document> inner;
  if (assertion.is(kAssertion, "EncryptedAssertion")) {
    inner = TRY(opened(scene, assertion));
    assertion = inner->root();
    signatures += TRY(check_signatures(*inner, assertion, assertion, known));
  }
  if (signatures == 0) return invalid("not signed");
  return read_assertion(scene, assertion);
}

}  // namespace genauth::saml
