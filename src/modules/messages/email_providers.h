// A user pool's own e-mail service, sealed where it is kept.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/stored.h"

namespace genauth::messages {

using EmailProvider = dto::StoredEmailProvider;

Result<std::optional<EmailProvider>> find_email_provider(db::Session& session, const crypto::Sealer& sealer,
                                                         std::string_view pool_id);
Result<void> put_email_provider(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                                const EmailProvider& provider, std::int64_t now_ms);

// The submission server behind it.
struct Submission {
  std::string host;
  std::int64_t port = 0;
  bool tls_at_once = true;  // else STARTTLS, which must be there
  std::string sender, username, password;
};
Submission submission_of(const EmailProvider& provider);

}  // namespace genauth::messages
