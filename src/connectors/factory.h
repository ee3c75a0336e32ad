// From a configured provider to a sender.
//
//   provider  settings (required ones marked *)
//   aliyun    accessKeyId* accessKeySecret* signName* templateCode* codeParameter minutesParameter endpoint
//   tencent   secretId* secretKey* sdkAppId* templateId* signName templateParameters region endpoint
//   twilio    accountSid* authToken* from | messagingServiceSid (one of them) endpoint
//   webhook   url* secret*; the same for faces
//   smtp      host* from* port security (starttls, tls, plain) username password fromName caFile
//             plain: to this machine only, unless Context::allow_plain_smtp
//
// codeParameter (default "code") and minutesParameter (default: none) name the template's variables;
// templateParameters lists what fills a numbered template, of "code" and "minutes" (default "code").
#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "connectors/face.h"
#include "connectors/sender.h"
#include "net/egress.h"
#include "net/http_client.h"

namespace genauth::connectors {

struct ProviderConfig {
  std::string provider;
  std::map<std::string, std::string> settings;
};

// What senders stand on; all of it must outlive them.
struct Context {
  const net::HttpClient& http;
  const net::Egress& egress;
  const Clock& clock;
  bool allow_plain_smtp = false;  // to other hosts than this one: for development
};

class Breaker;

// Each sender has a bulkhead and a breaker of its own (breaker.h), or shares one that the caller keeps.
// Errors, with the setting's name as field: kMustBeOneOf (provider, or a setting that the provider does not
// have; arg: the known ones), kRequired, kBadFormat.
Result<std::unique_ptr<SmsSender>> make_sms_sender(const ProviderConfig& config, const Context& context);
Result<std::unique_ptr<FaceService>> make_face_service(const ProviderConfig& config, const Context& context);
Result<std::unique_ptr<MailSender>> make_mail_sender(const ProviderConfig& config, const Context& context,
                                                     std::shared_ptr<Breaker> breaker = nullptr);

}  // namespace genauth::connectors
