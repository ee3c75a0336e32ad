#include "modules/passkeys/second_factor.h"

#include "gen/errors/mfa.h"

namespace genauth::passkeys {

Result<void> need_enrollable(db::Session& session, const api::Call& call, const mfa::Who& who) {
  if (TRY(mfa::may_enroll(session, call.service<const mfa::Means>(), who, mfa::Type::kPasskey))) return {};
  return Error(errors::kFactorNotOffered).with_arg(std::string(mfa::text(mfa::Type::kPasskey)));
}

}  // namespace genauth::passkeys
