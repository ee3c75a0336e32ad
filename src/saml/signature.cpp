#include "saml/signature.h"

#include <libxml/tree.h>
#include <libxml/valid.h>
#include <xmlsec/crypto.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

#include <algorithm>
#include <memory>
#include <set>

#include "gen/errors/identity_sources.h"
#include "saml/encryption.h"
#include "saml/names.h"

namespace genauth::saml {
namespace {

constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                           kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, "saml: " + std::move(why));
}

struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using Context = std::unique_ptr<xmlSecDSigCtx, FreeContext>;

// Nothing with SHA-1, nothing symmetric (whoever knows the certificate could sign), no XPath and no XSLT.
bool allow_algorithms(xmlSecDSigCtx* context) {
  const xmlSecTransformId for_references[] = {xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId,
                                              xmlSecTransformSha256Id, xmlSecTransformSha384Id,
                                              xmlSecTransformSha512Id};
  const xmlSecTransformId for_signatures[] = {xmlSecTransformExclC14NId,    xmlSecTransformRsaSha256Id,
                                              xmlSecTransformRsaSha384Id,   xmlSecTransformRsaSha512Id,
                                              xmlSecTransformEcdsaSha256Id, xmlSecTransformEcdsaSha384Id,
                                              xmlSecTransformEcdsaSha512Id};
  const bool references = std::ranges::all_of(for_references, [&](xmlSecTransformId id) {
    return xmlSecDSigCtxEnableReferenceTransform(context, id) >= 0;
  });
  return references && std::ranges::all_of(for_signatures, [&](xmlSecTransformId id) {
           return xmlSecDSigCtxEnableSignatureTransform(context, id) >= 0;
         });
}

bool verifies(const xml::Element& signature, const std::string& certificate) {
  const Context context(xmlSecDSigCtxCreate(nullptr));
  if (!context || !allow_algorithms(context.get())) return false;
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  context->signKey = xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(certificate.data()),
                                                  static_cast<xmlSecSize>(certificate.size()),
                                                  xmlSecKeyDataFormatCertPem, nullptr, nullptr, nullptr);
  return context->signKey != nullptr && xmlSecDSigCtxVerify(context.get(), signature.node()) >= 0 &&
         context->status == xmlSecDSigStatusSucceeded;
}

// One reference, to the element's own ID, and only the transforms that leave all of it in.
Result<void> check_form(const xml::Element& element, const xml::Element& signature) {
  if (signature.parent() != element) return invalid("a signature stands elsewhere");
  if (signature.child(kSignature, "Object")) return invalid("a signature with an object");
  const auto infos = signature.children(kSignature, "SignedInfo");
  if (infos.size() != 1) return invalid("not one SignedInfo");
  const auto references = infos.front().children(kSignature, "Reference");
  if (references.size() != 1) return invalid("not one reference");
  const auto id = element.attribute("ID");
  if (!id || id->empty() || references.front().attribute("URI") != "#" + *id)
    return invalid("a signature of another element");
  const auto transforms = references.front().child(kSignature, "Transforms").children();
  if (transforms.empty() || transforms.size() > 2) return invalid("transforms");
  for (const xml::Element& each : transforms) {
    const auto algorithm = each.attribute("Algorithm");
    if (!each.is(kSignature, "Transform") || (algorithm != kEnveloped && algorithm != kExclusive))
      return invalid("a transform that is not allowed");
  }
  return {};
}

}  // namespace

Result<void> register_ids(const xml::Document& document) {
  std::set<std::string> seen;
  for (const xml::Element& each : document.elements()) {
    const auto id = each.attribute("ID");
    if (!id) continue;
    if (!seen.insert(*id).second) return invalid("an ID stands twice");
    xmlAttr* attribute = xmlHasProp(each.node(), reinterpret_cast<const xmlChar*>("ID"));
    if (xmlAddID(nullptr, document.native(), reinterpret_cast<const xmlChar*>(id->c_str()), attribute) ==
        nullptr)
      return invalid("an ID that cannot be one");
  }
  return {};
}

Result<void> check_signature(const xml::Element& element, const xml::Element& signature,
                             const std::vector<std::string>& certificates) {
  if (!library_is_ready()) return invalid("the XML Security Library does not start");
  TRY(check_form(element, signature));
  // What the reference finds is what we go on to read.
  const std::string id = element.attribute("ID").value_or("");
  const xmlAttr* found = xmlGetID(element.node()->doc, reinterpret_cast<const xmlChar*>(id.c_str()));
  if (found == nullptr || found->parent != element.node()) return invalid("an ID that means another element");
  for (const std::string& certificate : certificates)
    if (verifies(signature, certificate)) return {};
  return invalid("a signature that no certificate of the provider made");
}

}  // namespace genauth::saml
