// What a sign-in at a source came to: GET /interaction/{token}, POST /interaction/authFlow, POST
// /interaction/link.
#include "api/call.h"
#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/form.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/tickets.h"
#include "gen/ops/identity_sources.h"
#include "modules/agreements/agreements.h"
#include "modules/authentication/client_auth.h"
#include "modules/authentication/login.h"
#include "modules/authentication/step_up.h"
#include "modules/choices/choices.h"
#include "modules/completion/completion.h"
#include "modules/identity_sources/binding.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/flow.h"

namespace genauth::ops {
namespace {

using identity_sources::Open;

Result<Open> look(api::Call& call, const std::string& handle) {
  return identity_sources::look_open(call, identity_sources::kInteractionPurpose, handle);
}

// A link to an account of a directory, whose name and password are still missing.
bool wants_password(const Open& open) {
  return open.facts.kind == "link" && open.facts.profile.subjects.empty();
}

Result<void> prove_to_directory(api::Call& call, Open& open, const dto::ConfirmLinkDto& req) {
  if (!req.account || req.account->empty()) return Error(errors::kRequired).with_field("account");
  if (!req.password || req.password->empty()) return Error(errors::kRequired).with_field("password");
  authentication::DirectoryAttempt attempt;
  attempt.kind = open.connection.type;
  attempt.login = *req.account;
  attempt.password = *req.password;
  attempt.client_ip = call.envelope.client_ip;
  attempt.captcha_token = req.captchaToken.value_or("");
  attempt.captcha_code = req.captchaCode.value_or("");
  auto proved =
      TRY(call.service<const identity_sources::Directories>().prove(call, {open.connection}, attempt));
  open.facts.profile = std::move(proved.profile);
  return {};
}

// RFC 7636 §4.6. Who began without a challenge has proved the client's secret instead.
Result<void> check_verifier(const Open& open, const std::optional<std::string>& verifier) {
  if (open.facts.code_challenge.empty()) return {};
  const std::string shown = base64url(crypto::sha256(verifier.value_or("")));
  if (crypto::equal_constant_time(shown, open.facts.code_challenge)) return {};
  return Error(errors::kTicketInvalid, "code_verifier is not of this challenge");
}

// The answers to what a sign-in asks for, of every kind of sign-in.
Result<dto::LoginTokenResponseDataDto> complete_information(api::Call& call, const dto::AuthFlowDto& req) {
  if (req.action == "skip-completion")
    return authentication::token_response(TRY(completion::skip(call, req.flowHandle)));
  std::vector<completion::Given> given;
  if (req.data && req.data->fieldValues)
    for (const dto::CompletionValueDto& one : *req.data->fieldValues)
      given.push_back({one.name, one.value, one.code, one.phoneCountryCode});
  return authentication::token_response(TRY(completion::complete(call, req.flowHandle, given)));
}

Result<dto::LoginTokenResponseDataDto> answer_agreements(api::Call& call, const dto::AuthFlowDto& req) {
  std::vector<agreements::Answer> given;
  if (req.data && req.data->agreements)
    for (const dto::AgreementAnswerDto& one : *req.data->agreements)
      given.push_back({one.id, one.version, one.accepted});
  return authentication::token_response(TRY(agreements::answer(call, req.flowHandle, given)));
}

// What a step of the sign-in asked, whatever way it began; nothing for an answer to a source's own question.
Result<std::optional<dto::LoginTokenResponseDataDto>> answer_step(api::Call& call,
                                                                  const dto::AuthFlowDto& req) {
  using Answered = std::optional<dto::LoginTokenResponseDataDto>;
  const dto::AuthFlowDataDto data = req.data.value_or(dto::AuthFlowDataDto{});
  const auto tokens = [](const sessions::TokenSet& set) {
    return Answered(authentication::token_response(set));
  };
  if (req.action == "complete-completion" || req.action == "skip-completion")
    return Answered(TRY(complete_information(call, req)));
  if (req.action == "accept-agreements") return Answered(TRY(answer_agreements(call, req)));
  if (req.action == "reset-username-before-auth")
    return tokens(TRY(choices::choose_name(call, req.flowHandle, data.username.value_or(""))));
  if (req.action == "select-tenant")
    return tokens(TRY(choices::choose_tenant(call, req.flowHandle, data.tenantId.value_or(""))));
  if (req.action == "create-tenant-portal")
    return tokens(TRY(choices::create_tenant(
        call, req.flowHandle,
        {data.name.value_or(""), data.description.value_or(""), data.enterpriseDomains.value_or("")})));
  if (req.action == "join-tenant-portal")
    return tokens(TRY(choices::join_tenant(call, req.flowHandle, data.code.value_or(""))));
  if (req.action == "public-account-login-selection")
    return tokens(TRY(choices::choose_account(call, req.flowHandle, data.userId.value_or(""))));
  return Answered();
}

}  // namespace

Result<dto::InteractionDto> interaction_token(api::Call& call, const dto::GetInteractionQuery& query) {
  const Open open = TRY(look(call, query.token));
  if (open.facts.kind == "choose") return identity_sources::question_of(open);
  if (wants_password(open)) return dto::InteractionDto{"credentials"};
  return dto::InteractionDto{open.facts.kind};
}

Result<dto::LoginTokenResponseDataDto> interaction_auth_flow(api::Call& call, const dto::AuthFlowDto& req) {
  const auto application = TRY(authentication::application_of(call));
  if (auto answered = TRY(answer_step(call, req))) return *std::move(answered);
  TRY(authentication::authenticate_client(call, *application, {req.client_id, req.client_secret}));
  const Open open = TRY(look(call, req.flowHandle));
  TRY(check_verifier(open, req.code_verifier));
  if (open.facts.kind == "link") return Error(errors::kTicketInvalid, "a link gives no tokens");
  if (open.facts.kind == "complete") return identity_sources::finish_arrival(call, open);
  const dto::AuthFlowDataDto data = req.data.value_or(dto::AuthFlowDataDto{});
  if (req.action == "create-federation-account") return identity_sources::answer_by_new_account(call, open);
  if (req.action == "bind-identity-by-password")
    return identity_sources::answer_by_password(call, open, data);
  if (req.action == "bind-identity-by-email-code")
    return identity_sources::answer_by_code(call, open, data, false);
  if (req.action == "bind-identity-by-phone-code")
    return identity_sources::answer_by_code(call, open, data, true);
  return identity_sources::question_of(open);
}

Result<dto::IsSuccessDto> interaction_link(api::Call& call, const dto::ConfirmLinkDto& req) {
  Open open = TRY(look(call, req.flowHandle));
  if (open.facts.kind != "link") return Error(errors::kTicketInvalid, "nothing to link");
  if (open.facts.user_id != call.caller.user_id) return errors::kLinkUserMismatch;
  if (wants_password(open)) TRY(prove_to_directory(call, open, req));
  return call.write([&](db::Tx& tx) -> Result<dto::IsSuccessDto> {
    TRY(authentication::require_step_up(tx, call, authentication::Evidence::kNone));
    TRY(identity_sources::bind_account(tx, call, open, call.caller.user_id));
    return dto::IsSuccessDto{true};
  });
}

}  // namespace genauth::ops
