// Invitations: links that let people in. A universal link is one member's and open to many, as the pool's
// settings say; a link of a policy is for one address. The public door of the module; every function takes
// the pool first and never looks beyond it. Times are epoch milliseconds.
//
// A link carries "<id>.<secret>" with 256 bits of secret, of which the row keeps the digest. It ends by its
// time, by its number of uses, when it is withdrawn, and while its inviter may not sign in.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/roles/roles.h"

namespace genauth::invitations {

// Members and defaults stand in contract/stored.yaml.
using PolicySettings = dto::StoredInvitationPolicy;
using UniversalSettings = dto::StoredUniversalInvitations;

inline constexpr std::string_view kUniversal = "universal", kPolicy = "policy";
inline constexpr std::string_view kPending = "PENDING", kPassed = "PASSED", kRejected = "REJECTED";

struct Policy {
  std::string id, name;
  PolicySettings settings;
};

// --- policies and settings ---------------------------------------------------------------------------
Result<std::optional<Policy>> find_policy(db::Session& session, std::string_view pool_id,
                                          std::string_view name);
Result<std::optional<Policy>> find_policy_by_id(db::Session& session, std::string_view pool_id,
                                                std::string_view policy_id);
// Fills the id. kConflict if the name is taken.
Result<Policy> insert_policy(db::Tx& tx, std::string_view pool_id, Policy wanted, std::int64_t now_ms);
Result<void> update_policy(db::Tx& tx, std::string_view pool_id, const Policy& changed, std::int64_t now_ms);
// What the invited will join: groups, departments, roles. False if the policy has the target already.
Result<bool> add_target(db::Tx& tx, std::string_view pool_id, std::string_view policy_id,
                        const roles::Target& target, std::int64_t now_ms);
Result<UniversalSettings> universal_settings(db::Session& session, std::string_view pool_id);
Result<void> put_universal_settings(db::Tx& tx, std::string_view pool_id, const UniversalSettings& settings,
                                    std::int64_t now_ms);

// --- links -------------------------------------------------------------------------------------------
struct NewLink {
  std::string kind, policy_id, inviter_id, app_id;  // no inviter: the pool's administrator
  std::string email;                                // the address that the link is for; empty: any
  std::string invitee_name;
  std::optional<std::int64_t> uses_max, expires_at;
};
// What the link carries; it exists nowhere else afterwards.
Result<std::string> make_link(db::Tx& tx, std::string_view pool_id, const NewLink& wanted,
                              std::int64_t now_ms);

struct Link {
  std::string id, kind, policy_id, inviter_id, app_id, email, invitee_name;
};
// The link behind what it carries. kInvitationInvalid if there is none, the secret is wrong, it is of the
// other kind or its inviter may not sign in any more; kInvitationExpired.
Result<Link> open_link(db::Session& session, std::string_view pool_id, std::string_view kind,
                       std::string_view token, std::int64_t now_ms);
// Counts a use: of any number of racing guests no more than uses_max get through. kInvitationExpired.
Result<void> use_link(db::Tx& tx, std::string_view pool_id, const Link& link, std::int64_t now_ms);
// A link that somebody has opened before, whether or not it would still open: kInvitationInvalid if it was
// withdrawn meanwhile or its inviter may not sign in any more.
Result<Link> find_link(db::Session& session, std::string_view pool_id, std::string_view link_id);
// Withdraws all links of a person; says how many.
Result<std::int64_t> withdraw_links(db::Tx& tx, std::string_view pool_id, std::string_view inviter_id);

// --- joining -----------------------------------------------------------------------------------------
// Gives a guest what the link promises: groups and departments of its policy (or the inviter's main
// department), and of the roles those that the inviter holds now; an administrator's link gives all.
Result<void> join(db::Tx& tx, std::string_view pool_id, const Link& link, std::string_view user_id,
                  std::int64_t now_ms);

struct Answer {
  std::string link_id, inviter_id, email, name, status, user_id;
};
// kInvitationAnswered if the address has answered this link before.
Result<void> insert_answer(db::Tx& tx, std::string_view pool_id, const Answer& answer, std::int64_t now_ms);
// Deletes expired links without answers that wait; at most `limit`.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit);

}  // namespace genauth::invitations
