#include "modules/invitations/invitations.h"

#include <set>

#include "base/id.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/invitations.h"
#include "gen/errors/objects.h"
#include "gen/sql/invitations.h"
#include "json/codec.h"
#include "modules/departments/departments.h"
#include "modules/groups/groups.h"

namespace genauth::invitations {
namespace {

constexpr std::size_t kSecretBytes = 32, kTokenMax = 128;

Result<Policy> to_policy(const db::Row& row) {
  Policy policy;
  policy.id = row.text(0);
  policy.name = row.text(1);
  const json::Document document = TRY(json::Document::parse(row.view(2)));
  policy.settings = TRY(json::decode<PolicySettings>(document));
  return policy;
}

Result<std::optional<Policy>> first_policy(const db::Rows& rows) {
  if (rows.empty()) return std::optional<Policy>();
  return std::optional(TRY(to_policy(rows.front())));
}

Error invalid(const char* why) {
  return Error(errors::kInvitationInvalid, why);
}

Link to_link(const db::Row& row) {
  return {row.text(0), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
}

// An administrator's link names nobody; a person's counts while the person may sign in.
bool inviter_stands(const db::Row& row) {
  return row.view(4).empty() || row.view(11) == "Activated";
}

constexpr std::int64_t kForGoodMs = std::int64_t{100} * 365 * 86'400'000;

// Of a user: now, or one day without end.
Result<std::set<std::string>> roles_of(db::Session& session, std::string_view pool_id,
                                       std::string_view user_id, std::int64_t now_ms) {
  std::set<std::string> ids;
  for (const std::int64_t at_ms : {now_ms, now_ms + kForGoodMs})
    for (roles::Role& role : TRY(roles::held_by(session, pool_id, user_id, at_ms)))
      ids.insert(std::move(role.id));
  return ids;
}

// Who invites, and what he may pass on: the roles that he has now and keeps. A role for a time is not his to
// give away for good.
struct Inviter {
  bool is_administrator = false;
  std::set<std::string> roles = {};
  bool may_give(const std::string& role_id) const { return is_administrator || roles.contains(role_id); }
};

Result<Inviter> inviter_of(db::Session& session, std::string_view pool_id, const Link& link,
                           std::int64_t now_ms) {
  if (link.inviter_id.empty()) return Inviter{true};
  Inviter inviter;
  std::set<std::string> kept;
  for (roles::Role& role : TRY(roles::held_by(session, pool_id, link.inviter_id, now_ms + kForGoodMs)))
    kept.insert(std::move(role.id));
  for (const roles::Role& role : TRY(roles::held_by(session, pool_id, link.inviter_id, now_ms)))
    if (kept.contains(role.id)) inviter.roles.insert(role.id);
  return inviter;
}

// A guest of one invitation, in its unit.
struct Guest {
  std::string_view pool_id, user_id;
  std::int64_t now_ms;
};

Result<void> give_role(db::Tx& tx, const Guest& guest, const Inviter& inviter, const std::string& role_id) {
  if (!inviter.may_give(role_id)) return {};
  return roles::assign(tx, guest.pool_id, role_id, {"USER", std::string(guest.user_id)}, {}, guest.now_ms);
}

// Groups and departments carry roles: who would get one by it that the inviter may not give stays outside.
template <class Enter, class Leave>
Result<void> join_within(db::Tx& tx, const Guest& guest, const Inviter& inviter, Enter enter, Leave leave) {
  if (inviter.is_administrator) return enter();
  const std::set<std::string> before = TRY(roles_of(tx, guest.pool_id, guest.user_id, guest.now_ms));
  TRY(enter());
  for (const std::string& role_id : TRY(roles_of(tx, guest.pool_id, guest.user_id, guest.now_ms)))
    if (!before.contains(role_id) && !inviter.may_give(role_id)) return leave();
  return {};
}

Result<void> join_group(db::Tx& tx, const Guest& guest, const Inviter& inviter, std::string_view group_id) {
  bool joined = false;
  return join_within(
      tx, guest, inviter,
      [&]() -> Result<void> {
        joined = TRY(groups::add_member(tx, guest.pool_id, group_id, guest.user_id, guest.now_ms));
        return {};
      },
      [&]() -> Result<void> {
        if (joined) TRY(groups::remove_member(tx, guest.pool_id, group_id, guest.user_id));
        return {};
      });
}

Result<void> join_department(db::Tx& tx, const Guest& guest, const Inviter& inviter,
                             std::string_view department_id, const departments::Role& role) {
  if (TRY(departments::find_member(tx, guest.pool_id, department_id, guest.user_id))) return {};
  return join_within(
      tx, guest, inviter,
      [&] {
        return departments::put_member(tx, guest.pool_id, department_id, guest.user_id, role, guest.now_ms);
      },
      [&]() -> Result<void> {
        TRY(departments::remove_member(tx, guest.pool_id, department_id, guest.user_id));
        return {};
      });
}

// "namespace/role", or a role of the default namespace.
Result<std::optional<roles::Role>> find_role(db::Session& session, std::string_view pool_id,
                                             std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos) return roles::find(session, pool_id, roles::kDefaultNamespace, name);
  return roles::find(session, pool_id, name.substr(0, slash), name.substr(slash + 1));
}

Result<void> join_main_department(db::Tx& tx, const Link& link, const Guest& guest, const Inviter& inviter) {
  for (const auto& membership : TRY(departments::of_user(tx, guest.pool_id, link.inviter_id)))
    if (membership.role.is_main)
      TRY(join_department(tx, guest, inviter, membership.department.id, {false, true}));
  return {};
}

Result<void> join_targets(db::Tx& tx, const Link& link, const Guest& guest, const Inviter& inviter) {
  const db::Rows targets = TRY(tx.query(sql::list_policy_targets, {guest.pool_id, link.policy_id}));
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::string type = targets[i].text(0), id = targets[i].text(1);
    if (type == "GROUP" && TRY(groups::find_by_id(tx, guest.pool_id, id)))
      TRY(join_group(tx, guest, inviter, id));
    if (type == "DEPARTMENT" && TRY(departments::find(tx, guest.pool_id, id)))
      TRY(join_department(tx, guest, inviter, id, {}));
    if (type == "ROLE" && TRY(roles::find_by_id(tx, guest.pool_id, id)))
      TRY(give_role(tx, guest, inviter, id));
  }
  return {};
}

}  // namespace

Result<std::optional<Policy>> find_policy(db::Session& session, std::string_view pool_id,
                                          std::string_view name) {
  return first_policy(TRY(session.query(sql::find_policy, {pool_id, name})));
}

Result<std::optional<Policy>> find_policy_by_id(db::Session& session, std::string_view pool_id,
                                                std::string_view policy_id) {
  return first_policy(TRY(session.query(sql::find_policy_by_id, {pool_id, policy_id})));
}

Result<Policy> insert_policy(db::Tx& tx, std::string_view pool_id, Policy wanted, std::int64_t now_ms) {
  wanted.id = new_id(now_ms);
  const std::string settings = json::encode(wanted.settings);
  if (!TRY(tx.try_insert(sql::insert_policy, {pool_id, wanted.id, wanted.name, settings, now_ms})))
    return Error(errors::kConflict, "the policy " + wanted.name + " exists already")
        .with_field("name")
        .with_arg(wanted.name);
  return wanted;
}

Result<void> update_policy(db::Tx& tx, std::string_view pool_id, const Policy& changed, std::int64_t now_ms) {
  const std::string settings = json::encode(changed.settings);
  TRY(tx.post(sql::update_policy, {pool_id, changed.id, changed.name, settings, now_ms}));
  return {};
}

Result<bool> add_target(db::Tx& tx, std::string_view pool_id, std::string_view policy_id,
                        const roles::Target& target, std::int64_t now_ms) {
  return tx.try_insert(sql::insert_policy_target, {pool_id, policy_id, target.type, target.id, now_ms});
}

Result<UniversalSettings> universal_settings(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::find_universal_settings, {pool_id}));
  if (rows.empty()) return UniversalSettings{};
  const json::Document document = TRY(json::Document::parse(rows.front().view(0)));
  return json::decode<UniversalSettings>(document);
}

Result<void> put_universal_settings(db::Tx& tx, std::string_view pool_id, const UniversalSettings& settings,
                                    std::int64_t now_ms) {
  const std::string text = json::encode(settings);
  TRY(tx.post(sql::put_universal_settings, {pool_id, text, now_ms}));
  return {};
}

Result<std::string> make_link(db::Tx& tx, std::string_view pool_id, const NewLink& wanted,
                              std::int64_t now_ms) {
  const std::string id = new_id(now_ms), secret = crypto::random_token(kSecretBytes);
  const std::string hash = crypto::sha256(secret);
  TRY(tx.post(sql::insert_link,
              {pool_id, id, db::Blob{hash}, wanted.kind, wanted.policy_id, wanted.inviter_id, wanted.app_id,
               wanted.email, wanted.invitee_name, wanted.uses_max, wanted.expires_at, now_ms}));
  return id + "." + secret;
}

Result<Link> open_link(db::Session& session, std::string_view pool_id, std::string_view kind,
                       std::string_view token, std::int64_t now_ms) {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos || token.size() > kTokenMax) return invalid("not the form of a link");
  const db::Rows rows = TRY(session.query(sql::find_link, {pool_id, token.substr(0, dot)}));
  if (rows.empty()) return invalid("no such link");
  const db::Row row = rows.front();
  if (!crypto::equal_constant_time(crypto::sha256(token.substr(dot + 1)), row.view(1)))
    return invalid("wrong secret");
  if (row.view(2) != kind) return invalid("another kind");
  if (!inviter_stands(row)) return invalid("the inviter may not sign in");
  const bool is_late = row.maybe_integer(10).value_or(now_ms + 1) <= now_ms;
  const bool is_used = row.integer(8) >= row.maybe_integer(9).value_or(row.integer(8) + 1);
  if (is_late || is_used) return Error(errors::kInvitationExpired);
  return to_link(row);
}

Result<void> use_link(db::Tx& tx, std::string_view pool_id, const Link& link, std::int64_t now_ms) {
  if (TRY(tx.execute(sql::use_link, {pool_id, link.id, now_ms})) != 1)
    return Error(errors::kInvitationExpired);
  return {};
}

Result<Link> find_link(db::Session& session, std::string_view pool_id, std::string_view link_id) {
  const db::Rows rows = TRY(session.query(sql::find_link, {pool_id, link_id}));
  if (rows.empty()) return invalid("withdrawn");
  if (!inviter_stands(rows.front())) return invalid("the inviter may not sign in");
  return to_link(rows.front());
}

Result<std::int64_t> withdraw_links(db::Tx& tx, std::string_view pool_id, std::string_view inviter_id) {
  return tx.execute(sql::delete_links_of_inviter, {pool_id, inviter_id});
}

Result<void> join(db::Tx& tx, std::string_view pool_id, const Link& link, std::string_view user_id,
                  std::int64_t now_ms) {
  const Inviter inviter = TRY(inviter_of(tx, pool_id, link, now_ms));
  const Guest guest{pool_id, user_id, now_ms};
  if (link.kind == kPolicy) return join_targets(tx, link, guest, inviter);
  const UniversalSettings settings = TRY(universal_settings(tx, pool_id));
  if (settings.same_department) TRY(join_main_department(tx, link, guest, inviter));
  for (const std::string& name : settings.roles.value_or(std::vector<std::string>()))
    if (const auto role = TRY(find_role(tx, pool_id, name))) TRY(give_role(tx, guest, inviter, role->id));
  return {};
}

Result<void> insert_answer(db::Tx& tx, std::string_view pool_id, const Answer& answer, std::int64_t now_ms) {
  if (!TRY(tx.try_insert(sql::insert_answer,
                         {pool_id, new_id(now_ms), answer.link_id, answer.inviter_id, answer.email,
                          answer.name, answer.status, answer.user_id, now_ms})))
    return Error(errors::kInvitationAnswered);
  return {};
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_links, {now_ms, limit});
}

}  // namespace genauth::invitations
