// Signing in with a passkey: the challenge, and what the authenticator made of it.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "gen/dto/passkeys.h"
#include "gen/dto/stored.h"
#include "modules/passkeys/passkeys.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"

namespace genauth::api {
class Call;
}

namespace genauth::passkeys {

// Options and ticket for signing in; an empty account means any passkey of this relying party. kAppRequired,
// kAppNotFound, kAppDisabled, kPasskeyOrigin.
Result<dto::AuthenticationOptionsDto> sign_in_options(api::Call& call, std::string_view account);

// The same for somebody who is known already: signed in, or on the way with a first factor. Beside these:
// kPasskeyNotFound if the account has no passkey for this relying party.
Result<dto::AuthenticationOptionsDto> verification_options(api::Call& call, const tickets::Binding& binding);
// The ticket of a person who is signed in and proves it anew. Both halves carry that person's access token.
tickets::Binding verify_binding(const api::Call& call);

// A passkey that has answered.
struct Proven {
  Passkey passkey;
  std::int64_t sign_count = 0;
  bool user_verified = false, backed_up = false;
};

// Judges an answer to a challenge that was taken. kPasskeyRefused whatever is wrong, so that nothing is
// learned from it, but: kPasskeyUnverified, and kPasskeyCopied, which is also noted at the passkey.
Result<Proven> verify_answer(api::Call& call, const dto::StoredPasskeyChallenge& facts,
                             const dto::AuthenticationCredentialDto& credential);

// The whole second half: takes the ticket, judges the answer, and ends in authentication::Login.
Result<sessions::TokenSet> sign_in(api::Call& call, const std::string& ticket,
                                   const dto::AuthenticationCredentialDto& credential,
                                   const std::optional<dto::SignInByWebAuthnOptionsDto>& options);

}  // namespace genauth::passkeys
