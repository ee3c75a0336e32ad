#include "modules/passkeys/sign_in.h"

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/passkeys.h"
#include "gen/errors/tickets.h"
#include "modules/audit/audit.h"
#include "modules/authentication/login.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/decoys.h"
#include "modules/passkeys/relying_party.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"
#include "webauthn/ceremony.h"

namespace genauth::passkeys {
namespace {

Error refused(std::string why) {
  return {errors::kPasskeyRefused, std::move(why)};
}

// Of an account that was named; the same look-ups whether there is one or not.
struct Asked {
  pools::Pool pool;
  std::string user_id;
  std::vector<dto::PublicKeyCredentialDescriptorDto> allowed;
};

Result<std::vector<dto::PublicKeyCredentialDescriptorDto>> allowed_of(db::Session& session,
                                                                      std::string_view pool_id,
                                                                      std::string_view user_id,
                                                                      const RelyingParty& party) {
  std::vector<dto::PublicKeyCredentialDescriptorDto> allowed;
  for (const Passkey& passkey : TRY(list(session, pool_id, user_id)))
    if (passkey.rp_id == party.id)
      allowed.push_back({passkey.credential_id, passkey.transports, "public-key"});
  return allowed;
}

Result<dto::AuthenticationOptionsDto> challenge(
    api::Call& call, const tickets::Binding& binding, dto::StoredPasskeyChallenge& facts,
    std::optional<std::vector<dto::PublicKeyCredentialDescriptorDto>> allowed) {
  dto::AuthenticationOptionsDto answer;
  dto::PublicKeyCredentialRequestOptionsDto& options = answer.authenticationOptions;
  options.challenge = facts.challenge = new_challenge();
  options.rpId = facts.rp_id;
  options.timeout = kBrowserTimeoutMs;
  options.userVerification = facts.user_verification;
  options.allowCredentials = std::move(allowed);
  answer.ticket = TRY(ask(call, binding, facts));
  return answer;
}

// A ticket of a sign-in, or of a person who is signed in and proves it anew.
Result<dto::StoredPasskeyChallenge> take_either(api::Call& call, const std::string& app_id,
                                                const std::string& ticket) {
  Result<dto::StoredPasskeyChallenge> facts =
      take(call, {call.pool_id, std::string(purposes::kLogin), app_id, ""}, ticket);
  if (facts || facts.error().code() != errors::kTicketInvalid || call.caller.user_id.empty()) return facts;
  return take(call, verify_binding(call), ticket);
}

Result<Asked> look_up(api::Call& call, const RelyingParty& party, std::string_view account) {
  return call.read([&](db::Session& session) -> Result<Asked> {
    Asked asked{TRY(pools::find(session, call.pool_id)), "", {}};
    if (account.empty()) return asked;
    const auto user = TRY(users::find_by_account(session, call.pool_id, account));
    asked.allowed = TRY(allowed_of(session, call.pool_id, user ? user->id : "nobody", party));
    if (user && !asked.allowed.empty()) asked.user_id = user->id;
    return asked;
  });
}

// §7.2 steps 5 and 6: which passkey, and whose.
Result<Passkey> owned(api::Call& call, const dto::StoredPasskeyChallenge& facts,
                      const dto::AuthenticationCredentialDto& credential) {
  if (credential.rawId != credential.id || !unbase64url(credential.id)) return refused("id and rawId");
  auto passkey =
      TRY(call.read([&](db::Session& session) { return find(session, call.pool_id, credential.id); }));
  if (!passkey || facts.nobody) return refused("no such passkey");
  if (passkey->rp_id != facts.rp_id) return refused("a passkey of another relying party");
  if (!facts.user_id.empty() && passkey->user_id != facts.user_id) return refused("somebody else's passkey");
  const std::string handle = credential.response.userHandle.value_or("");
  if (!handle.empty() && unbase64url(handle) != passkey->user_id) return refused("another user handle");
  if (handle.empty() && facts.user_id.empty()) return refused("no user handle, and no account was named");
  return *std::move(passkey);
}

Result<webauthn::Assertion> verify(const dto::StoredPasskeyChallenge& facts,
                                   const dto::AuthenticatorAssertionResponseDto& response,
                                   const Passkey& passkey) {
  const auto client_data = unbase64url(response.clientDataJSON);
  const auto data = unbase64url(response.authenticatorData);
  const auto signature = unbase64url(response.signature);
  if (!client_data || !data || !signature) return refused("not base64url");
  const std::string challenge = unbase64url(facts.challenge).value_or("");
  webauthn::Outcome<webauthn::Assertion> made = webauthn::verify_assertion(
      {*client_data, *data, *signature},
      {.challenge = challenge,
       .rp_id = facts.rp_id,
       .origins = facts.origins,
       .user_verification = facts.user_verification == "required"},
      {passkey.public_key, static_cast<std::uint32_t>(passkey.sign_count), passkey.backup_eligible});
  if (made) return *std::move(made);
  if (made.error().kind == webauthn::Kind::kUserUnverified)
    return Error(errors::kPasskeyUnverified, made.error().detail);
  return refused(made.error().detail);
}

// Kept although the sign-in is refused: the owner sees it in the list, the administrator in the audit.
Error note_copy(api::Call& call, const Passkey& passkey) {
  const Result<void> noted = call.write([&](db::Tx& tx) -> Result<void> {
    TRY(suspect(tx, call.pool_id, passkey.credential_id, call.now_ms));
    TRY(audit::record(tx,
                      {.pool_id = call.pool_id,
                       .type = "passkeyCopied",
                       .app_id = call.app_id,
                       .user_id = passkey.user_id,
                       .client_ip = call.envelope.client_ip,
                       .success = false},
                      call.now_ms));
    return tx.refuse(Error(errors::kPasskeyCopied, "the counter did not grow"));
  });
  return noted.error().clone();
}

void note_failure(const api::Call& call, std::string_view user_id, Code code) {
  call.service<const authentication::Login>().note_failure({.pool_id = call.pool_id,
                                                            .app_id = call.app_id,
                                                            .user_id = user_id,
                                                            .channel = "PASSKEY",
                                                            .client_ip = call.envelope.client_ip,
                                                            .user_agent = call.envelope.user_agent,
                                                            .code = code,
                                                            .now_ms = call.now_ms});
}

}  // namespace

tickets::Binding verify_binding(const api::Call& call) {
  return {call.pool_id, std::string(purposes::kMfaVerify), call.app_id, call.caller.user_id};
}

Result<dto::AuthenticationOptionsDto> sign_in_options(api::Call& call, std::string_view account) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const RelyingParty party = relying_party_of(call, *application);
  dto::StoredPasskeyChallenge facts;
  facts.origins = TRY(pages_of(call, party));
  Asked asked = TRY(look_up(call, party, account));
  // Computed for everybody, so that it takes the same time.
  std::vector<dto::PublicKeyCredentialDescriptorDto> decoys =
      decoys_for(call.service<const crypto::Sealer>(), call.pool_id, party.id, account);

  facts.rp_id = party.id;
  facts.user_verification = asked.pool.settings.passkey_user_verification;
  facts.app_id = application->id;
  facts.user_id = asked.user_id;
  facts.nobody = !account.empty() && asked.user_id.empty();
  std::optional<std::vector<dto::PublicKeyCredentialDescriptorDto>> allowed;
  if (!account.empty()) allowed = std::move(facts.nobody ? decoys : asked.allowed);
  return challenge(call, {call.pool_id, std::string(purposes::kLogin), application->id, ""}, facts,
                   std::move(allowed));
}

Result<dto::AuthenticationOptionsDto> verification_options(api::Call& call, const tickets::Binding& binding) {
  const applications::Handle application = TRY(authentication::application_of(call));
  const RelyingParty party = relying_party_of(call, *application);
  dto::StoredPasskeyChallenge facts;
  facts.origins = TRY(pages_of(call, party));
  std::vector<dto::PublicKeyCredentialDescriptorDto> allowed;
  const pools::Pool pool = TRY(call.read([&](db::Session& session) -> Result<pools::Pool> {
    allowed = TRY(allowed_of(session, call.pool_id, binding.user_id, party));
    return pools::find(session, call.pool_id);
  }));
  if (allowed.empty()) return errors::kPasskeyNotFound;
  facts.rp_id = party.id;
  facts.user_verification = pool.settings.passkey_user_verification;
  facts.app_id = application->id;
  facts.user_id = binding.user_id;
  return challenge(call, binding, facts, std::move(allowed));
}

Result<Proven> verify_answer(api::Call& call, const dto::StoredPasskeyChallenge& facts,
                             const dto::AuthenticationCredentialDto& credential) {
  Result<Passkey> passkey = owned(call, facts, credential);
  if (!passkey) {
    note_failure(call, facts.user_id, passkey.error().code());
    return std::move(passkey).error();
  }
  Result<webauthn::Assertion> made = verify(facts, credential.response, *passkey);
  if (made && made->counter_regressed) made = note_copy(call, *passkey);
  if (!made) {
    note_failure(call, passkey->user_id, made.error().code());
    return std::move(made).error();
  }
  return Proven{*std::move(passkey), made->sign_count, made->user_verified, made->backed_up};
}

Result<sessions::TokenSet> sign_in(api::Call& call, const std::string& ticket,
                                   const dto::AuthenticationCredentialDto& credential,
                                   const std::optional<dto::SignInByWebAuthnOptionsDto>& options) {
  applications::Handle application = TRY(authentication::application_of(call));
  const dto::StoredPasskeyChallenge facts = TRY(take_either(call, application->id, ticket));
  const Proven proven = TRY(verify_answer(call, facts, credential));
  auto user = TRY(call.read(
      [&](db::Session& session) { return users::find(session, call.pool_id, proven.passkey.user_id); }));
  if (!user) return refused("its account is gone");
  authentication::Attempt attempt =
      authentication::attempt_of(call, std::move(application), *std::move(user));
  if (options) {
    attempt.facts.scope = options->scope.value_or("");
    attempt.facts.custom_data = options->customData;
  }
  authentication::Proof proof;
  proof.method = proven.passkey.backup_eligible ? "swk" : "hwk";
  proof.channel = "PASSKEY";
  // A key that verified nobody when it was set up may have been stolen and given a PIN since (§7.2,
  // uvInitialized).
  proof.multi_factor = proven.user_verified && proven.passkey.user_verified;
  proof.spend = [&](db::Tx& tx) {
    return record_use(tx, call.pool_id, proven.passkey.credential_id, proven.sign_count, proven.backed_up,
                      call.now_ms);
  };
  return call.service<const authentication::Login>().complete(std::move(attempt), proof);
}

}  // namespace genauth::passkeys
