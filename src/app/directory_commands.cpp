// `apply` and `invitation create`.
#include "app/commands.h"
#include "app/installation.h"
#include "config/yaml_document.h"
#include "gen/error_table.h"
#include "gen/errors/objects.h"
#include "json/codec.h"
#include "modules/apply/apply.h"
#include "modules/invitations/invitations.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::app {
namespace {

Error for_operator(std::string text) {
  return Error(errors::kInvalidOperation, std::move(text));
}

}  // namespace

// The file is read by the process that the operator started, and travels as JSON: a running server may not be
// able to see it.
std::vector<std::string> read_apply_file(const std::string& path, Arguments& arguments) {
  config::YamlDocument read = config::read_yaml(path, json::type_of<dto::ApplyPool>());
  arguments.document = std::move(read.json);
  return std::move(read.problems);
}

Result<std::string> apply_file(Installation& in, const Arguments& arguments, const Progress&) {
  const json::Document document = TRY(json::Document::parse(
      arguments.document, {.max_bytes = std::size_t{8} << 20, .max_depth = 64, .max_members = 1'000'000}));
  auto wanted = json::decode<dto::ApplyPool>(document);
  if (!wanted)
    return for_operator(wanted.error().field() + ": " + std::string(error_row(wanted.error().code()).key) +
                        " " + wanted.error().arg());
  return apply::run(*in.database, *wanted, arguments.dry_run, in.clock.now_ms());
}

// The link of a policy for one address; printed once.
Result<std::string> create_invitation(Installation& in, const Arguments& arguments, const Progress&) {
  const std::int64_t now_ms = in.clock.now_ms();
  TRY(users::check_email(arguments.email));
  return in.database->write([&](db::Tx& tx) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::find(tx, arguments.pool_id));
    const auto policy = TRY(invitations::find_policy(tx, pool.id, arguments.name));
    if (!policy) return for_operator("there is no invitation policy " + arguments.name);
    if (!TRY(applications::belongs(tx, pool.id, arguments.app_id)))
      return for_operator("there is no application " + arguments.app_id);
    invitations::NewLink link;
    link.kind = invitations::kPolicy;
    link.policy_id = policy->id;
    link.app_id = arguments.app_id;
    link.email = users::normal_email(arguments.email);
    if (!arguments.identifier.empty()) {
      const auto inviter = TRY(users::find_by_account(tx, pool.id, arguments.identifier));
      if (!inviter) return for_operator("there is no user " + arguments.identifier);
      link.inviter_id = inviter->id;
    }
    if (policy->settings.once) link.uses_max = 1;
    if (policy->settings.link_ttl_s > 0) link.expires_at = now_ms + policy->settings.link_ttl_s * 1000;
    return invitations::make_link(tx, pool.id, link, now_ms);
  });
}

}  // namespace genauth::app
