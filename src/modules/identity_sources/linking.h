// Who an account of an identity source is here, and the rules by which it becomes somebody: an account is
// never handed to whoever can make a source say its address (nOAuth), nor shared with whoever registered the
// address before its owner did (pre-hijacking), nor passed on with an address that changed hands.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/social/engine.h"
#include "crypto/seal.h"
#include "gen/dto/identity_sources.h"
#include "modules/authentication/register.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/users/credentials.h"

namespace genauth::identity_sources {

using Profile = dto::StoredSourceProfile;

// What is kept of the source's answers. An address is trusted if the source asserts that it was verified, or
// if the administrator named the source an authority for its domain.
Profile to_stored(const Connection& connection, const social::Profile& profile);

struct Decision {
  enum class Kind : std::uint8_t { kUser, kRegister, kQuestion } kind;
  std::string user_id = {};   // kUser
  bool to_link = false;       // kUser: by a matching address, and linked only when the sign-in is complete
  std::string question = {};  // kQuestion: bind_or_create, bind_only, bind_proof
};

// In one unit: finds the account that is linked (and brings its names up to date, where the source is an
// organization's) or the one whose verified address matches, or says what must happen. Links nothing: whoever
// has only the source's proof may lack the account's second factor. kSourceLoginOnly.
Result<Decision> decide(db::Tx& tx, const crypto::Sealer& sealer, const Connection& connection,
                        const Profile& profile, bool registration_open, std::int64_t now_ms);

// The users whom the source's account proves to be the person, none of them twice: those that one of its ids
// is linked to already (an account known by two ids may have come to be linked twice); where there are none
// and fields may match, those who share an address that is verified there and here, or a name that was given.
Result<std::vector<std::string>> proven_users(db::Session& session, const Connection& connection,
                                              const Profile& profile);
// Whether one of the ids is linked to that user.
Result<bool> is_linked(db::Session& session, const Connection& connection, const Profile& profile,
                       std::string_view user_id);

// Links; the id of the new link, empty if it is linked to that user already. kIdentityBound.
Result<std::string> link(db::Tx& tx, const crypto::Sealer& sealer, const Connection& connection,
                         const Profile& profile, std::string_view user_id, std::int64_t now_ms);
// One link, for users::CredentialKeepers; anything that is not this user's is left.
Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id);

// Whether the user has an account of that source under another subject: then a matching address proves
// nothing, for it may have changed hands.
Result<bool> has_other_subject(db::Session& session, const Connection& connection, const Profile& profile,
                               std::string_view user_id);

// The new account that a source's account becomes. Addresses come along only if they are trusted and free.
Result<users::User> user_of(db::Session& session, const Connection& connection, const Profile& profile,
                            bool takes_username);

}  // namespace genauth::identity_sources
