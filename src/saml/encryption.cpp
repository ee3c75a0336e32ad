#include "saml/encryption.h"

#include <libxml/tree.h>
#include <xmlsec/buffer.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/keysmngr.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>

#include <memory>

#include "gen/errors/identity_sources.h"
#include "saml/names.h"

namespace genauth::saml {
namespace {

constexpr std::string_view kAes128 = "http://www.w3.org/2009/xmlenc11#aes128-gcm",
                           kAes256 = "http://www.w3.org/2009/xmlenc11#aes256-gcm",
                           kOaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, "saml: " + std::move(why));
}

void ignore(const char*, int, const char*, const char*, const char*, int, const char*) {}

struct Free {
  void operator()(xmlSecKeysMngr* keys) const { xmlSecKeysMngrDestroy(keys); }
  void operator()(xmlSecEncCtx* context) const { xmlSecEncCtxDestroy(context); }
};

std::string method_of(const xml::Element& element) {
  return element.child(kEncryption, "EncryptionMethod").attribute("Algorithm").value_or("");
}

bool holds_a_value_only(const xml::Element& element) {
  const auto parts = element.child(kEncryption, "CipherData").children();
  return parts.size() == 1 && parts.front().is(kEncryption, "CipherValue");
}

void remove(const xml::Element& element) {
  xmlUnlinkNode(element.node());
  xmlFreeNode(element.node());
}

// One wrapped key for one text, both in the document itself: nothing is fetched, and no other key is tried.
Result<xml::Element> the_text(const xml::Element& encrypted_assertion) {
  const auto texts = encrypted_assertion.children();
  if (texts.size() != 1 || !texts.front().is(kEncryption, "EncryptedData"))
    return invalid("not one EncryptedData");
  const xml::Element& text = texts.front();
  const auto key_infos = text.children(kSignature, "KeyInfo");
  if (key_infos.size() != 1) return invalid("not one KeyInfo");
  const auto keys = key_infos.front().children();
  if (keys.size() != 1 || !keys.front().is(kEncryption, "EncryptedKey"))
    return invalid("not one EncryptedKey");
  const xml::Element& key = keys.front();
  if (!holds_a_value_only(text) || !holds_a_value_only(key))
    return invalid("a cipher text that stands elsewhere");
  if (method_of(text) != kAes128 && method_of(text) != kAes256) return invalid("not encrypted with AES-GCM");
  if (method_of(key) != kOaep) return invalid("the key is not wrapped with RSA-OAEP");
  for (const xml::Element& each : key.children(kSignature, "KeyInfo"))
    remove(each);  // says whose key; we know
  return text;
}

}  // namespace

bool library_is_ready() {
  static const bool kReady = [] {
    const bool good = xmlSecInit() >= 0 && xmlSecCheckVersion() == 1 && xmlSecCryptoAppInit(nullptr) >= 0 &&
                      xmlSecCryptoInit() >= 0;
    xmlSecErrorsSetCallback(&ignore);  // it writes to standard error otherwise
    return good;
  }();
  return kReady;
}

Result<std::string> decrypted(const xml::Element& encrypted_assertion, const std::string& private_key) {
  if (private_key.empty()) return invalid("encrypted, and there is no samlSpKey");
  if (!library_is_ready()) return invalid("the XML Security Library does not start");
  const xml::Element text = TRY(the_text(encrypted_assertion));
  const std::unique_ptr<xmlSecKeysMngr, Free> keys(xmlSecKeysMngrCreate());
  if (!keys || xmlSecCryptoAppDefaultKeysMngrInit(keys.get()) < 0) return invalid("no place for keys");
  xmlSecKey* key = xmlSecCryptoAppKeyLoadMemory(reinterpret_cast<const xmlSecByte*>(private_key.data()),
                                                static_cast<xmlSecSize>(private_key.size()),
                                                xmlSecKeyDataFormatPem, nullptr, nullptr, nullptr);
  if (key == nullptr) return invalid("samlSpKey cannot be read");
  if (xmlSecCryptoAppDefaultKeysMngrAdoptKey(keys.get(), key) < 0) {
    xmlSecKeyDestroy(key);
    return invalid("no place for the key");
  }
  const std::unique_ptr<xmlSecEncCtx, Free> context(xmlSecEncCtxCreate(keys.get()));
  if (!context) return invalid("no context");
  xmlSecBuffer* buffer = xmlSecEncCtxDecryptToBuffer(context.get(), text.node());  // the context's own
  if (buffer == nullptr || xmlSecBufferGetData(buffer) == nullptr) return invalid("not encrypted for us");
  return std::string(reinterpret_cast<const char*>(xmlSecBufferGetData(buffer)), xmlSecBufferGetSize(buffer));
}

}  // namespace genauth::saml
