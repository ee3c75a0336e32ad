// The names of users who may not register: what such a person would come back with once the account is gone.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "modules/users/users.h"

namespace genauth::risk {

// Thread-safe. The sealer must outlive it.
class Names {
 public:
  explicit Names(const crypto::Sealer& sealer) : sealer_(sealer) {}

  // What the user is called now, beside the user's entry on the black list, which must be there; in place of
  // what was remembered before. Does nothing for a user who is gone.
  Result<void> remember(db::Tx& tx, std::string_view pool_id, std::string_view user_id) const;
  // Whether one of the newcomer's names is that of a user whose entry forbids to register, as of now.
  Result<bool> is_blocked(db::Session& session, const users::User& newcomer, std::int64_t now_ms) const;

 private:
  const crypto::Sealer& sealer_;
};

}  // namespace genauth::risk
