// What the connectors share: settings, vendors' answers, errors. Private to this folder; pure functions.
#pragma once
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "connectors/factory.h"

namespace genauth::connectors {

using Settings = std::map<std::string, std::string>;

// kRequired with the name as field if it is absent or empty.
Result<std::string> required(const Settings& settings, const std::string& name);
std::string optional(const Settings& settings, const std::string& name, std::string_view otherwise = "");
// kMustBeOneOf if a setting is none of `known`.
Result<void> only(const Settings& settings, std::initializer_list<std::string_view> known);

// Scheme and authority of a vendor's endpoint, as "https://host[:port]", from setting `endpoint`.
Result<std::string> endpoint(const Settings& settings, std::string_view otherwise);
// "host[:port]" of such a URL.
std::string authority(std::string_view endpoint);

// The vendor's refusal, its words cut to 200 characters without control characters.
Error refused(std::string_view vendor_code, std::string_view vendor_message);
Error unreachable(std::string_view vendor, std::string detail);

// The text of the scalar at a path of keys and array indexes ("Response", "SendStatusSet", "0", "Code") of a
// JSON text; empty if the text is no JSON or has nothing there.
std::string text_at(std::string_view json, std::initializer_list<std::string_view> path);

// Sends the call. An answer of 408, 425, 429 or 5xx counts as unreachable.
Result<net::HttpAnswer> call_vendor(const net::HttpClient& http, std::string_view vendor,
                                    const net::HttpCall& call);

// "2026-11-23T22:45:10Z"
std::string utc_seconds(std::int64_t epoch_ms);

Result<std::unique_ptr<SmsSender>> make_aliyun(const Settings& settings, const Context& context);
Result<std::unique_ptr<SmsSender>> make_tencent(const Settings& settings, const Context& context);
Result<std::unique_ptr<SmsSender>> make_twilio(const Settings& settings, const Context& context);
Result<std::unique_ptr<SmsSender>> make_webhook(const Settings& settings, const Context& context);
Result<std::unique_ptr<FaceService>> make_face_webhook(const Settings& settings, const Context& context);
Result<std::unique_ptr<MailSender>> make_smtp(const Settings& settings, const Context& context);

}  // namespace genauth::connectors
