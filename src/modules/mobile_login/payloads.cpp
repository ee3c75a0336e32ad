#include "modules/mobile_login/payloads.h"

#include <algorithm>

#include "gen/errors/form.h"
#include "gen/errors/mobile_login.h"

namespace genauth::mobile_login {
namespace {

using Req = dto::SigninByMobileDto;

const std::string& text(const std::string& member) {
  return member;
}
const std::string& text(const std::optional<std::string>& member) {
  static const std::string kNone;
  return member ? *member : kNone;
}

Error lacks(std::string field) {
  return Error(errors::kRequired).with_field(std::move(field));
}

template <class Payload>
Result<Brought> with_code(const std::optional<Payload>& payload, std::string name) {
  if (!payload) return lacks(std::move(name));
  if (text(payload->code).empty()) return lacks(name + ".code");
  return Brought{.code = text(payload->code)};
}

template <class Payload>
Result<Brought> with_token(const std::optional<Payload>& payload, std::string name) {
  if (!payload) return lacks(std::move(name));
  if (text(payload->access_token).empty()) return lacks(name + ".access_token");
  return Brought{.access_token = text(payload->access_token)};
}

Result<Brought> of_baidu(const Req& req) {
  const bool token_alone = req.baiduPayload && text(req.baiduPayload->code).empty() &&
                           !text(req.baiduPayload->access_token).empty();
  if (token_alone) return Error(errors::kMobileProofUnsupported).with_field("baiduPayload.access_token");
  return with_code(req.baiduPayload, "baiduPayload");
}

Result<Brought> of_dingtalk(const Req& req) {
  Brought found = TRY(with_code(req.dingTalkPayload, "dingTalkPayload"));
  found.is_sns_code = req.dingTalkPayload->isSnsCode.value_or(false);
  return found;
}

Result<Brought> of_line(const Req& req) {
  Brought found = TRY(with_token(req.linePayload, "linePayload"));
  found.id_token = text(req.linePayload->id_token);
  return found;
}

Result<Brought> of_yidun(const Req& req) {
  if (!req.yidunPayload) return lacks("yidunPayload");
  if (text(req.yidunPayload->token).empty()) return lacks("yidunPayload.token");
  if (text(req.yidunPayload->accessToken).empty()) return lacks("yidunPayload.accessToken");
  return Brought{.access_token = text(req.yidunPayload->accessToken), .token = text(req.yidunPayload->token)};
}

// Data and initial value belong together: both or none.
template <class Payload>
Result<social::Encrypted> encrypted(const Payload& payload, const std::string& name) {
  const social::Encrypted found{text(payload.encryptedData), text(payload.iv)};
  if (!found.data.empty() && found.iv.empty()) return lacks(name + ".iv");
  if (!found.iv.empty() && found.data.empty()) return lacks(name + ".encryptedData");
  return found;
}

template <class Payload>
Result<Brought> of_program(const std::optional<Payload>& payload, std::string name) {
  Brought found = TRY(with_code(payload, name));
  found.mini.code = text(payload->code);
  found.mini.user = TRY(encrypted(*payload, name));
  return found;
}

Result<Brought> of_wechat_phone(const Req& req) {
  const std::string name = "wechatMiniProgramPhonePayload";
  Brought found = TRY(with_code(req.wechatMiniProgramPhonePayload, name));
  found.mini.code = text(req.wechatMiniProgramPhonePayload->code);
  found.mini.phone = TRY(encrypted(*req.wechatMiniProgramPhonePayload, name));
  if (found.mini.phone.empty()) return lacks(name + ".encryptedData");
  return found;
}

Result<Brought> of_wechat_code_and_phone(const Req& req) {
  const std::string name = "wechatMiniProgramCodeAndPhonePayload";
  if (!req.wechatMiniProgramCodeAndPhonePayload) return lacks(name);
  const auto& payload = *req.wechatMiniProgramCodeAndPhonePayload;
  Brought found;
  found.mini.code = payload.wxLoginInfo.code;
  found.mini.user = TRY(encrypted(payload.wxLoginInfo, name + ".wxLoginInfo"));
  found.mini.phone_code = payload.wxPhoneInfo.code;
  if (found.mini.code.empty()) return lacks(name + ".wxLoginInfo.code");
  if (found.mini.phone_code.empty()) return lacks(name + ".wxPhoneInfo.code");
  return found;
}

Result<Brought> of_douyin_code_and_phone(const Req& req) {
  const std::string name = "douyinMiniProgramCodeAndPhonePayload";
  if (!req.douyinMiniProgramCodeAndPhonePayload) return lacks(name);
  const auto& payload = *req.douyinMiniProgramCodeAndPhonePayload;
  Brought found;
  found.mini.code = payload.loginParams.code;
  found.mini.user = TRY(encrypted(payload.loginParams, name + ".loginParams"));
  found.mini.phone = TRY(encrypted(payload.phoneParams, name + ".phoneParams"));
  if (found.mini.code.empty()) return lacks(name + ".loginParams.code");
  if (found.mini.phone.empty()) return lacks(name + ".phoneParams.encryptedData");
  return found;
}

struct Reader {
  std::string_view connection;
  Result<Brought> (*read)(const Req& req);
};

constexpr Reader kReaders[] = {
    {"apple", [](const Req& r) { return with_code(r.applePayload, "applePayload"); }},
    {"wechat", [](const Req& r) { return with_code(r.wechatPayload, "wechatPayload"); }},
    {"alipay", [](const Req& r) { return with_code(r.alipayPayload, "alipayPayload"); }},
    {"wechatwork", [](const Req& r) { return with_code(r.wechatworkPayload, "wechatworkPayload"); }},
    {"wechatwork_agency",
     [](const Req& r) { return with_code(r.wechatworkAgencyPayload, "wechatworkAgencyPayload"); }},
    {"lark_internal", [](const Req& r) { return with_code(r.larkInternalPayload, "larkInternalPayload"); }},
    {"lark_public", [](const Req& r) { return with_code(r.larkPublicPayload, "larkPublicPayload"); }},
    {"lark_block", [](const Req& r) { return with_code(r.larkBlockPayload, "larkBlockPayload"); }},
    {"google", [](const Req& r) { return with_code(r.googlePayload, "googlePayload"); }},
    {"linkedin", [](const Req& r) { return with_code(r.linkedInPayload, "linkedInPayload"); }},
    {"github", [](const Req& r) { return with_code(r.githubPayload, "githubPayload"); }},
    {"gitee", [](const Req& r) { return with_code(r.giteePayload, "giteePayload"); }},
    {"gitlab", [](const Req& r) { return with_code(r.gitlabPayload, "gitlabPayload"); }},
    {"douyin", [](const Req& r) { return with_code(r.douyinPayload, "douyinPayload"); }},
    {"kuaishou", [](const Req& r) { return with_code(r.kuaishouPayload, "kuaishouPayload"); }},
    {"xiaomi", [](const Req& r) { return with_code(r.xiaomiPayload, "xiaomiPayload"); }},
    {"slack", [](const Req& r) { return with_code(r.slackPayload, "slackPayload"); }},
    {"huawei", [](const Req& r) { return with_code(r.huaweiPayload, "huaweiPayload"); }},
    {"facebook", [](const Req& r) { return with_token(r.facebookPayload, "facebookPayload"); }},
    {"qq", [](const Req& r) { return with_token(r.qqPayload, "qqPayload"); }},
    {"weibo", [](const Req& r) { return with_token(r.weiboPayload, "weiboPayload"); }},
    {"amazon", [](const Req& r) { return with_token(r.amazonPayload, "amazonPayload"); }},
    {"baidu", &of_baidu},
    {"dingtalk", &of_dingtalk},
    {"line", &of_line},
    {"yidun", &of_yidun},
    {"wechat_mini_program_code",
     [](const Req& r) { return of_program(r.wechatMiniProgramCodePayload, "wechatMiniProgramCodePayload"); }},
    {"wechat_mini_program_phone", &of_wechat_phone},
    {"wechat_mini_program_code_and_phone", &of_wechat_code_and_phone},
    {"douyin_mini_program_code",
     [](const Req& r) { return of_program(r.douyinMiniProgramCodePayload, "douyinMiniProgramCodePayload"); }},
    {"douyin_mini_program_code_and_phone", &of_douyin_code_and_phone},
};

}  // namespace

Result<Brought> brought(const dto::SigninByMobileDto& req) {
  const auto* reader = std::ranges::find(kReaders, req.connection, &Reader::connection);
  if (reader == std::end(kReaders)) return Error(errors::kMobileConnectionMismatch).with_arg(req.connection);
  return reader->read(req);
}

Result<social::Profile> profile_of(const social::Engine& engine, const social::Settings& settings,
                                   const std::string& connection, const Brought& brought) {
  if (!brought.mini.code.empty()) return engine.by_mini_program(settings, brought.mini);
  if (!brought.access_token.empty())
    return engine.by_access_token(settings, brought.access_token, brought.id_token);
  if (connection == "dingtalk" && brought.is_sns_code) {
    social::Settings older = settings;
    older.type = "dingtalk:sns";
    return engine.by_mobile_code(older, brought.code);
  }
  return engine.by_mobile_code(settings, brought.code);
}

}  // namespace genauth::mobile_login
