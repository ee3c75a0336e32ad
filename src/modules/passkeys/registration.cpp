#include "modules/passkeys/registration.h"

#include "api/call.h"
#include "base/encoding.h"
#include "base/log.h"
#include "gen/errors/passkeys.h"
#include "gen/errors/users.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/passkeys/challenges.h"
#include "modules/passkeys/relying_party.h"
#include "modules/pools/pools.h"
#include "webauthn/ceremony.h"

namespace genauth::passkeys {
namespace {

constexpr std::size_t kTransportsMax = 8, kTransportSize = 32;

std::string name_of(const users::User& user) {
  if (user.username) return *user.username;
  if (user.email) return *user.email;
  return user.phone.value_or(user.id);
}

dto::PublicKeyCredentialUserEntityDto entity_of(const users::User& user) {
  dto::PublicKeyCredentialUserEntityDto entity;
  entity.id = base64url(user.id);  // §5.4.3: opaque, nothing of the person
  entity.name = name_of(user);
  entity.displayName = user.name ? *user.name : user.nickname.value_or(entity.name);
  return entity;
}

dto::AuthenticatorSelectionDto selection_of(const RegistrationWish& wish, const pools::Settings& settings) {
  dto::AuthenticatorSelectionDto selection;
  if (!wish.attachment.empty()) selection.authenticatorAttachment = std::string(wish.attachment);
  selection.residentKey = wish.resident_key;
  selection.requireResidentKey = wish.resident_key == "required";
  selection.userVerification = settings.passkey_user_verification;
  return selection;
}

std::vector<dto::PublicKeyCredentialParametersDto> parameters() {
  std::vector<dto::PublicKeyCredentialParametersDto> list;
  for (const std::int64_t algorithm : webauthn::kAlgorithms) {
    dto::PublicKeyCredentialParametersDto entry;
    entry.alg = algorithm;
    entry.type = "public-key";
    list.push_back(std::move(entry));
  }
  return list;
}

// What the browser says of the way to the authenticator; words only, since they come back to browsers.
std::vector<std::string> transports_of(const dto::RegistrationCredentialDto& credential) {
  std::vector<std::string> kept;
  const auto& given = credential.transports ? credential.transports : credential.response.transports;
  for (const std::string& word : given.value_or(std::vector<std::string>{})) {
    const bool fits = !word.empty() && word.size() <= kTransportSize &&
                      word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
    if (fits && kept.size() < kTransportsMax) kept.push_back(word);
  }
  return kept;
}

std::string uuid_of(std::string_view bytes) {
  std::string text = hex(bytes);
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

// Anchors that cannot be read are nobody's: with trusted_only that refuses more, never less.
std::vector<crypto::Certificate> anchors_of(const pools::Settings& settings) {
  std::vector<crypto::Certificate> anchors;
  for (const std::string& pem : settings.passkey_anchors.value_or(std::vector<std::string>{})) {
    Result<crypto::Certificate> anchor = crypto::Certificate::from_pem(pem);
    if (anchor)
      anchors.push_back(*std::move(anchor));
    else
      log::warn("passkeys.anchor_unreadable", {{"why", anchor.error().detail()}});
  }
  return anchors;
}

Error refusal_of(const webauthn::Error& error) {
  switch (error.kind) {
    case webauthn::Kind::kUserUnverified: return {errors::kPasskeyUnverified, error.detail};
    case webauthn::Kind::kUntrusted: return {errors::kPasskeyUntrusted, error.detail};
    default: break;
  }
  static constexpr std::pair<webauthn::Kind, std::string_view> kWords[] = {
      {webauthn::Kind::kWrongType, "type"},
      {webauthn::Kind::kWrongChallenge, "challenge"},
      {webauthn::Kind::kWrongOrigin, "origin"},
      {webauthn::Kind::kWrongRelyingParty, "rp.id"},
      {webauthn::Kind::kUserAbsent, "user presence"},
      {webauthn::Kind::kInconsistentFlags, "backup flags"},
      {webauthn::Kind::kUnsupportedKey, "public key"},
      {webauthn::Kind::kBadAttestation, "attestation"}};
  std::string_view word = "encoding";
  for (const auto& [kind, text] : kWords)
    if (kind == error.kind) word = text;
  return Error(errors::kPasskeyInvalid, error.detail).with_arg(std::string(word));
}

Error not_base64url(const char* member) {
  return Error(errors::kPasskeyInvalid, std::string(member) + " is not base64url").with_arg("encoding");
}

Result<webauthn::Registration> verify(const RegistrationAnswer& answer,
                                      const dto::StoredPasskeyChallenge& facts,
                                      const pools::Settings& settings, std::int64_t now_ms) {
  const auto client_data = unbase64url(answer.credential.response.clientDataJSON);
  if (!client_data) return not_base64url("clientDataJSON");
  const auto object = unbase64url(answer.credential.response.attestationObject);
  if (!object) return not_base64url("attestationObject");
  const std::string challenge = unbase64url(facts.challenge).value_or("");
  const std::vector<crypto::Certificate> anchors = anchors_of(settings);
  webauthn::Outcome<webauthn::Registration> made =
      webauthn::verify_registration({*client_data, *object},
                                    {.challenge = challenge,
                                     .rp_id = facts.rp_id,
                                     .origins = facts.origins,
                                     .user_verification = facts.user_verification == "required"},
                                    {anchors, now_ms, settings.passkey_trusted_only});
  if (!made) return refusal_of(made.error());
  if (base64url(made->credential_id) != answer.credential.id ||
      answer.credential.rawId != answer.credential.id)
    return Error(errors::kPasskeyInvalid, "id is not the credential's").with_arg("id");
  return *std::move(made);
}

Passkey to_passkey(const webauthn::Registration& made, const dto::StoredPasskeyChallenge& facts) {
  Passkey passkey;
  passkey.credential_id = base64url(made.credential_id);
  passkey.user_id = facts.user_id;
  passkey.app_id = facts.app_id;
  passkey.rp_id = facts.rp_id;
  passkey.public_key = made.public_key;
  passkey.algorithm = made.algorithm;
  passkey.sign_count = made.sign_count;
  passkey.aaguid = uuid_of(made.aaguid);
  passkey.attestation_format = made.format;
  passkey.attestation_type = webauthn::text(made.attestation);
  passkey.attestation_trusted = made.trusted;
  passkey.user_verified = made.user_verified;
  passkey.backup_eligible = made.backup_eligible;
  passkey.backed_up = made.backed_up;
  return passkey;
}

}  // namespace

Result<dto::RegistrationOptionsDto> registration_options(api::Call& call, const RegistrationWish& wish) {
  const RelyingParty party = relying_party_of(call, wish.application);
  dto::StoredPasskeyChallenge facts;
  facts.origins = TRY(pages_of(call, party));
  struct Known {
    pools::Pool pool;
    std::vector<Passkey> passkeys;
  };
  const Known known = TRY(call.read([&](db::Session& session) -> Result<Known> {
    return Known{TRY(pools::find(session, call.pool_id)), TRY(list(session, call.pool_id, wish.user.id))};
  }));
  if (known.passkeys.size() >= kMaxPerUser)
    return Error(errors::kPasskeyLimit).with_arg(std::to_string(kMaxPerUser));

  dto::RegistrationOptionsDto answer;
  dto::PublicKeyCredentialCreationOptionsDto& options = answer.registrationOptions;
  options.challenge = facts.challenge = new_challenge();
  options.rp.id = facts.rp_id = party.id;
  options.rp.name = party.name;
  options.user = entity_of(wish.user);
  options.pubKeyCredParams = parameters();
  options.timeout = kBrowserTimeoutMs;
  options.attestation = known.pool.settings.passkey_attestation;
  options.authenticatorSelection = selection_of(wish, known.pool.settings);
  for (const Passkey& passkey : known.passkeys)
    if (passkey.rp_id == party.id)
      options.excludeCredentials.push_back({passkey.credential_id, passkey.transports, "public-key"});
  facts.user_id = wish.user.id;
  facts.app_id = wish.application.id;
  facts.user_verification = known.pool.settings.passkey_user_verification;
  answer.ticket = TRY(ask(call, wish.binding, facts));
  return answer;
}

Result<Passkey> register_passkey(api::Call& call, const tickets::Binding& binding,
                                 const RegistrationAnswer& answer,
                                 const std::function<Result<void>(db::Tx&)>& permit) {
  const dto::StoredPasskeyChallenge facts = TRY(take(call, binding, answer.ticket));
  const pools::Pool pool =
      TRY(call.read([&](db::Session& session) { return pools::find(session, call.pool_id); }));
  Passkey passkey = to_passkey(TRY(verify(answer, facts, pool.settings, call.now_ms)), facts);
  passkey.pool_id = call.pool_id;
  passkey.transports = transports_of(answer.credential);
  passkey.name = answer.name.empty() ? "Passkey" : answer.name;
  passkey.authenticator_code = answer.authenticator_code.empty() ? "other" : answer.authenticator_code;
  passkey.created_at = call.now_ms;
  const std::string& actor = call.caller.access_key_id.empty() ? passkey.user_id : call.caller.access_key_id;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const auto user = TRY(users::find(tx, call.pool_id, passkey.user_id));
    if (!user)  // gone while the person touched the key
      return Error(errors::kPasskeyInvalid, "the account is gone").with_arg("account");
    if (permit) TRY(permit(tx));
    TRY(insert(tx, passkey));
    TRY(account_security::settle_factor(call, tx, *user, {kFactorKind, passkey.credential_id}));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "addPasskey",
                          .app_id = passkey.app_id,
                          .user_id = passkey.user_id,
                          .actor = actor,
                          .client_ip = call.envelope.client_ip,
                          .detail = passkey.attestation_format},
                         call.now_ms);
  }));
  return passkey;
}

}  // namespace genauth::passkeys
