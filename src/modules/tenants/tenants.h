// Tenants: customers inside a pool, each with members, administrators and the applications open to them. The
// public door of the module: every function takes the pool first and never looks beyond it; functions that
// take a db::Session read, those that take a db::Tx write. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::tenants {

struct Tenant {
  std::string id, code, name, description, logo, reject_hint;
  bool enabled = true;
  std::string creator, source = "console", source_app_id;
  std::string enterprise_domains = "[]";  // compact JSON: an array of texts
  std::optional<std::int64_t> expires_at, member_max, admin_max, mau_max;
  std::int64_t created_at = 0, updated_at = 0;
};

struct Membership {
  std::string tenant_id, tenant_name, member_id;
  bool is_admin = false;
  std::int64_t joined_at = 0;
};

Result<std::optional<Tenant>> find(db::Session& session, std::string_view pool_id,
                                   std::string_view tenant_id);
Result<std::optional<Tenant>> find_by_code(db::Session& session, std::string_view pool_id,
                                           std::string_view code);
// Fills id and times. kConflict if the code is taken.
Result<Tenant> insert(db::Tx& tx, std::string_view pool_id, Tenant wanted, std::int64_t now_ms);
// Everything but the code, creator and source.
Result<void> update(db::Tx& tx, std::string_view pool_id, const Tenant& changed, std::int64_t now_ms);

// With its memberships; sessions that were signed in to it end with that. Its organizations are the caller's
// to remove. False if there is none.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id);

// False if it is open to the tenant already.
Result<bool> add_application(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id,
                             std::string_view app_id, std::int64_t now_ms);

// Whether people sign in to the tenant by this application: it names it, or names none.
Result<bool> is_open_to(db::Session& session, std::string_view pool_id, std::string_view tenant_id,
                        std::string_view app_id);

// nullopt: not a member.
Result<std::optional<Membership>> find_member(db::Session& session, std::string_view pool_id,
                                              std::string_view tenant_id, std::string_view user_id);
// Makes the user a member, or changes whether a member is an administrator. kInvalidOperation if the tenant
// has as many members as it may.
Result<void> put_member(db::Tx& tx, std::string_view pool_id, const Tenant& tenant, std::string_view user_id,
                        bool is_admin, std::int64_t now_ms);
// Sessions of the user that were signed in to the tenant end with that.
Result<bool> remove_member(db::Tx& tx, std::string_view pool_id, std::string_view tenant_id,
                           std::string_view user_id);
// All, in the order of joining.
Result<std::vector<std::string>> ids_of_user(db::Session& session, std::string_view pool_id,
                                             std::string_view user_id);
// Enabled tenants that have not expired, in the order of joining; one statement.
Result<std::vector<Membership>> of_user(db::Session& session, std::string_view pool_id,
                                        std::string_view user_id, std::int64_t now_ms);

}  // namespace genauth::tenants
