// What we send: the request, and our own description.
#include <zlib.h>

#include "base/encoding.h"
#include "crypto/keys.h"
#include "crypto/rsa_signature.h"
#include "gen/errors/identity_sources.h"
#include "saml/names.h"
#include "saml/saml.h"
#include "xml/document.h"

namespace genauth::saml {
namespace {

constexpr std::string_view kPemHead = "-----BEGIN CERTIFICATE-----", kPemEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kPemLine = 64;
constexpr int kRawDeflate = -15, kMemoryLevel = 8;

std::string attribute(std::string_view name, std::string_view value) {
  return std::string(" ").append(name).append("=\"").append(xml::escaped(value)).append("\"");
}

// RFC 1951, as saml-bindings §3.4.4.1 wants it.
std::string deflated(std::string text) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawDeflate, kMemoryLevel, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string request_xml(const ServiceProvider& sp, const IdentityProvider& idp, std::string_view request_id,
                        std::int64_t now_ms) {
  std::string text = "<samlp:AuthnRequest";
  text.append(attribute("xmlns:samlp", kProtocol)).append(attribute("xmlns:saml", kAssertion));
  text.append(attribute("ID", request_id)).append(attribute("Version", "2.0"));
  text.append(attribute("IssueInstant", iso8601_ms(now_ms)));
  text.append(attribute("Destination", idp.sign_in_url)).append(attribute("ProtocolBinding", kPost));
  text.append(attribute("AssertionConsumerServiceURL", sp.acs_url)).append("><saml:Issuer>");
  text.append(xml::escaped(sp.entity_id)).append("</saml:Issuer><samlp:NameIDPolicy");
  return text.append(attribute("AllowCreate", "true")).append("/></samlp:AuthnRequest>");
}

crypto::RsaDigest digest_of(std::string_view algorithm) {
  if (algorithm == "rsa-sha384") return crypto::RsaDigest::kSha384;
  return algorithm == "rsa-sha512" ? crypto::RsaDigest::kSha512 : crypto::RsaDigest::kSha256;
}

std::string in_lines(std::string_view base64_text) {
  std::string out;
  for (std::size_t i = 0; i < base64_text.size(); i += kPemLine)
    out.append(base64_text.substr(i, kPemLine)).append("\n");
  return out;
}

// The base64 between the two lines.
std::string body_of(std::string_view pem) {
  std::string body;
  const std::size_t from = pem.find(kPemHead), until = pem.find(kPemEnd);
  if (from == std::string_view::npos || until == std::string_view::npos || until < from) return body;
  for (const char c : pem.substr(from + kPemHead.size(), until - from - kPemHead.size()))
    if (c > ' ') body.push_back(c);
  return body;
}

}  // namespace

std::vector<std::string> pem_blocks(std::string_view certificates) {
  std::vector<std::string> blocks;
  std::string bare;
  for (const char c : certificates)
    if (c > ' ') bare.push_back(c);
  if (!bare.empty() && unbase64(bare)) {  // many providers show nothing but the base64
    std::string& block = blocks.emplace_back(kPemHead);
    block.append("\n").append(in_lines(bare)).append(kPemEnd).append("\n");
    return blocks;
  }
  while (true) {
    const std::size_t from = certificates.find(kPemHead), until = certificates.find(kPemEnd, from);
    if (from == std::string_view::npos || until == std::string_view::npos) return blocks;
    const std::string_view block = certificates.substr(from, until + kPemEnd.size() - from);
    if (unbase64(body_of(block))) blocks.push_back(std::string(block) + "\n");
    certificates.remove_prefix(until + kPemEnd.size());
  }
}

Result<std::string> request_url(const ServiceProvider& sp, const IdentityProvider& idp,
                                std::string_view request_id, std::string_view relay_state,
                                std::int64_t now_ms) {
  std::string query = "SAMLRequest=";
  query.append(percent_encode(base64(deflated(request_xml(sp, idp, request_id, now_ms)))));
  query.append("&RelayState=").append(percent_encode(relay_state));
  if (sp.sign_requests) {  // over exactly these octets (saml-bindings §3.4.4.1)
    auto key = crypto::PrivateKey::from_pem(sp.private_key);
    if (!key) return Error(errors::kSourceAnswerInvalid, "saml: samlSpKey cannot be read");
    query.append("&SigAlg=")
        .append(percent_encode(std::string(kMoreAlgorithms).append(sp.signature_algorithm)));
    const std::string signature = crypto::sign_rsa(*key, digest_of(sp.signature_algorithm), query);
    query.append("&Signature=").append(percent_encode(base64(signature)));
  }
  std::string url = idp.sign_in_url;
  return url.append(url.find('?') == std::string::npos ? "?" : "&").append(query);
}

std::string metadata(const ServiceProvider& sp) {
  const std::string certificate = body_of(sp.certificate);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<md:EntityDescriptor";
  text.append(attribute("xmlns:md", "urn:oasis:names:tc:SAML:2.0:metadata"));
  text.append(attribute("xmlns:ds", kSignature)).append(attribute("entityID", sp.entity_id));
  text.append(">\n  <md:SPSSODescriptor").append(attribute("protocolSupportEnumeration", kProtocol));
  text.append(attribute("AuthnRequestsSigned", sp.sign_requests ? "true" : "false"));
  text.append(attribute("WantAssertionsSigned", "true")).append(">\n");
  if (!certificate.empty())
    text.append("    <md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>")
        .append(certificate)
        .append("</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>\n");
  if (!certificate.empty())
    text.append("    <md:KeyDescriptor use=\"encryption\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>")
        .append(certificate)
        .append("</ds:X509Certificate></ds:X509Data></ds:KeyInfo>")
        .append("<md:EncryptionMethod")
        .append(attribute("Algorithm", "http://www.w3.org/2009/xmlenc11#aes256-gcm"))
        .append("/></md:KeyDescriptor>\n");
  text.append("    <md:AssertionConsumerService").append(attribute("Binding", kPost));
  text.append(attribute("Location", sp.acs_url)).append(" index=\"0\" isDefault=\"true\"/>\n");
  return text.append("  </md:SPSSODescriptor>\n</md:EntityDescriptor>\n");
}

}  // namespace genauth::saml
