// An account elsewhere that becomes the user's with the sign-in by which the user was proved, and not before:
// whoever has only the first of two factors links nothing.
#pragma once
#include <string_view>

#include "api/services.h"
#include "crypto/seal.h"
#include "json/type.h"
#include "modules/authentication/login.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/identity_sources/linking.h"

namespace genauth::identity_sources {

// What stands in Attempt::facts.link until then.
json::Raw pending_link(const Connection& connection, const Profile& profile);

// Links in the unit that writes the session, which is the only one that goes on, and tells the owner.
// kIdentityBound ends the sign-in; a connection that is gone links nothing.
class LinkStep final : public authentication::LoginStep {
 public:
  LinkStep(const crypto::Sealer& sealer, const api::Services& services)
      : sealer_(sealer), services_(services), connections_(sealer) {}
  std::string_view name() const override { return "link"; }
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;

 private:
  const crypto::Sealer& sealer_;
  const api::Services& services_;
  Connections connections_;
};

}  // namespace genauth::identity_sources
