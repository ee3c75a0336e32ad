// One request to a vendor, and what its answer is worth.
#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "connectors/social/engine.h"
#include "connectors/social/signing.h"
#include "connectors/social/variables.h"
#include "crypto/random.h"
#include "gen/errors/codes.h"
#include "gen/errors/identity_sources.h"
#include "json/document.h"

namespace genauth::social {
namespace {

constexpr std::size_t kAnswerMax = 256U << 10, kWordsMax = 120;
constexpr int kTimeoutMs = 5000;

Pairs filled(std::span<const Param> params, const Variables& variables) {
  Pairs pairs;
  for (const Param& param : params)
    if (auto value = variables.expand(param.value)) pairs.emplace_back(param.name, *std::move(value));
  return pairs;
}

std::string form_of(const Pairs& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs)
    text.append(text.empty() ? "" : "&")
        .append(percent_encode(name))
        .append("=")
        .append(percent_encode(value));
  return text;
}

std::string json_of(const Pairs& pairs) {
  json::Value value{json::Value::Object{}};
  for (const auto& [name, text] : pairs) value.set(name, text);
  return value.text();
}

Result<void> sign_for_alipay(Pairs& pairs, const Variables& variables, std::int64_t now_ms) {
  pairs.emplace_back("app_id", variables.find("client_id").value_or(""));
  pairs.emplace_back("charset", "utf-8");
  pairs.emplace_back("format", "JSON");
  pairs.emplace_back("sign_type", "RSA2");
  pairs.emplace_back("timestamp", alipay_time(now_ms));
  pairs.emplace_back("version", "1.0");
  pairs.emplace_back("sign",
                     TRY(alipay_sign(variables.find("private_key").value_or(""), alipay_text(pairs))));
  return {};
}

// support.dun.163.com, "Authentication of calls": names and values in the order of the names, then the
// secret, under MD5, which the vendor prescribes.
void sign_for_yidun(Pairs& pairs, const Variables& variables, std::int64_t now_ms) {
  pairs.emplace_back("secretId", variables.find("client_id").value_or(""));
  pairs.emplace_back("businessId", variables.find("business_id").value_or(""));
  pairs.emplace_back("version", "v1");
  pairs.emplace_back("timestamp", std::to_string(now_ms));
  pairs.emplace_back("nonce", hex(crypto::random_bytes(16)));
  pairs.emplace_back("signature", yidun_signature(pairs, variables.find("client_secret").value_or("")));
}

// The gateway signs the text of the member, byte for byte, not what it means.
Result<void> check_alipay(std::string_view body, std::string_view root, const Variables& variables) {
  const json::Document document = TRY(json::Document::parse(body));
  std::string_view signed_text;
  std::string signature;
  for (const json::Document::Member& member : document.members()) {
    if (member.key == root) signed_text = member.raw;
    if (member.key == "sign") signature = member.text;
  }
  if (signed_text.empty()) return Error(errors::kSourceAnswerInvalid, "alipay: no " + std::string(root));
  return alipay_verify(variables.find("public_key").value_or(""), signed_text, signature);
}

// The vendor's own words for a failure, for the log and, cut short, for the caller.
std::string words_of(const json::Value& answer) {
  for (const std::string_view name : {"error_description", "error_msg", "errmsg", "sub_msg", "msg", "message",
                                      "description", "err_tips", "error", "errcode", "code"})
    if (const json::Value* found = answer.find(name); found != nullptr)
      if (auto text = text_of(*found)) {
        std::erase_if(*text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
        if (text->size() > kWordsMax) text->resize(kWordsMax);
        if (is_utf8(*text)) return *text;
      }
  return "";
}

Error refused(const Step& step, const json::Value& answer, const std::string& why) {
  return Error(errors::kSourceRefused, std::string(step.name) + ": " + why).with_arg(words_of(answer));
}

// Some vendors put a guard before their JSON ("&&&START&&&{"), others a function around it ("callback( {").
std::string_view bare_json(std::string_view body) {
  body = trim(body);
  if (body.starts_with('{') || body.starts_with('[')) return body;
  const std::size_t open = body.find('{'), close = body.rfind('}');
  if (open == std::string_view::npos || open > 32 || close == std::string_view::npos || close < open)
    return body;
  return body.substr(open, close - open + 1);
}

const json::Value* picked(const json::Value& list, std::string_view pick) {
  const std::size_t equals = pick.find('=');
  if (list.array() == nullptr) return nullptr;
  for (const json::Value& each : *list.array()) {
    const json::Value* member = each.find(pick.substr(0, equals));
    if (member != nullptr && text_of(*member) == pick.substr(equals + 1)) return &each;
  }
  return nullptr;
}

Result<json::Value> judged(const Step& step, const Variables& variables, const net::HttpAnswer& http) {
  auto parsed = json::Value::parse(bare_json(http.body));
  if (!parsed)
    return Error(errors::kSourceAnswerInvalid,
                 std::string(step.name) + ": HTTP " + std::to_string(http.status) + " without JSON");
  if (http.status < 200 || http.status > 299)
    return refused(step, *parsed, "HTTP " + std::to_string(http.status));
  const json::Value* answer = &*parsed;
  if (!step.root.empty()) answer = parsed->find(step.root);
  if (answer != nullptr && !step.pick.empty()) answer = picked(*answer, step.pick);
  if (answer == nullptr) return refused(step, *parsed, "the answer lacks what it should hold");
  // RFC 6749 §5.2; several vendors send it with a 200.
  if (answer->find("error") != nullptr && answer->find("access_token") == nullptr)
    return refused(step, *answer, "an error in a successful answer");
  for (const Check& check : step.checks) {
    const json::Value* found = walk(*answer, check.path);
    const auto text = found != nullptr ? text_of(*found) : std::nullopt;
    if (!text && check.may_be_absent) continue;
    if (!text || text != variables.expand(check.value))
      return refused(step, *answer, "its " + std::string(check.path) + " is not the one of success");
  }
  return *answer;
}

}  // namespace

Result<json::Value> Engine::ask(const Step& step, const Variables& variables) const {
  net::HttpCall call;
  call.url = at_vendor(*variables.expand(step.url));
  call.timeout_ms = kTimeoutMs;
  call.max_response_bytes = kAnswerMax;
  call.headers = {{"Accept", "application/json"}, {"User-Agent", "GenAuth"}};
  for (auto& header : filled(step.headers, variables)) call.headers.push_back(std::move(header));
  Pairs pairs = filled(step.params, variables);
  if (step.send == Send::kAlipay) TRY(sign_for_alipay(pairs, variables, clock_.now_ms()));
  if (step.send == Send::kYidun) sign_for_yidun(pairs, variables, clock_.now_ms());
  if (step.send == Send::kGet) {
    if (!pairs.empty())
      call.url.append(call.url.find('?') == std::string::npos ? "?" : "&").append(form_of(pairs));
  } else {
    const bool is_json = step.send == Send::kJson;
    call.method = "POST";
    call.body = is_json ? json_of(pairs) : form_of(pairs);
    call.headers.emplace_back(
        "Content-Type", is_json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded");
  }
  const net::HttpAnswer answer = TRY(http_.send(call));
  if (step.send == Send::kAlipay && answer.status == 200)
    TRY(check_alipay(answer.body, step.root, variables));
  Result<json::Value> outcome = judged(step, variables, answer);
  if (!outcome) log::warn("source.refused", {{"step", step.name}, {"why", outcome.error().detail()}});
  return outcome;
}

}  // namespace genauth::social
