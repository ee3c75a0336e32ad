// What people may ask for, and how they are invited, of a file.
#include "json/codec.h"
#include "modules/applications/applications.h"
#include "modules/apply/steps.h"
#include "modules/approvals/approvals.h"
#include "modules/invitations/invitations.h"

namespace genauth::apply {
namespace {

Result<void> apply_approval_application(Work& work, const std::string& app_id) {
  if (!TRY(applications::belongs(work.tx, work.pool_id, app_id))) return not_found("application " + app_id);
  if (TRY(approvals::open_application(work.tx, work.pool_id, app_id, work.now_ms)))
    work.add("application " + app_id + " may be asked for");
  return {};
}

Result<void> apply_universal(Work& work, const dto::StoredUniversalInvitations& wanted) {
  const std::string before = json::encode(TRY(invitations::universal_settings(work.tx, work.pool_id)));
  const std::string after = json::encode(wanted);
  for (const std::string& role : wanted.roles.value_or(std::vector<std::string>())) TRY(role_of(work, role));
  if (before == after) return {};
  work.change("universal invitations: " + before + " -> " + after);
  return invitations::put_universal_settings(work.tx, work.pool_id, wanted, work.now_ms);
}

Result<void> apply_policy(Work& work, const dto::ApplyInvitationPolicy& wanted) {
  const std::string shown = "invitation policy " + wanted.name;
  auto found = TRY(invitations::find_policy(work.tx, work.pool_id, wanted.name));
  if (!found) {
    invitations::Policy fresh;
    fresh.name = wanted.name;
    fresh.settings = wanted.settings.value_or(invitations::PolicySettings{});
    found = TRY(invitations::insert_policy(work.tx, work.pool_id, std::move(fresh), work.now_ms));
    work.add(shown);
  } else if (wanted.settings) {
    const std::string before = json::encode(found->settings), after = json::encode(*wanted.settings);
    found->settings = *wanted.settings;
    if (before != after) {
      work.change(shown + ": " + before + " -> " + after);
      TRY(invitations::update_policy(work.tx, work.pool_id, *found, work.now_ms));
    }
  }
  for (const auto& wanted_target : wanted.joins.value_or(std::vector<dto::ApplyTarget>())) {
    if (wanted_target.user) return wrong("people who are invited join groups, departments and roles");
    const roles::Target target = TRY(target_of(work, wanted_target));
    if (TRY(invitations::add_target(work.tx, work.pool_id, found->id, target, work.now_ms)))
      work.add(shown + " joins " + show(wanted_target));
  }
  return {};
}

}  // namespace

void add_invitations(Steps& steps, const dto::ApplyPool& wanted) {
  if (wanted.approvals)
    add_each(steps, "approvals.applications", wanted.approvals->applications, apply_approval_application);
  if (wanted.universal_invitations)
    steps.push_back({"universal_invitations", [settings = &*wanted.universal_invitations](Work& work) {
                       return apply_universal(work, *settings);
                     }});
  add_each(steps, "invitation_policies", wanted.invitation_policies, apply_policy);
}

}  // namespace genauth::apply
