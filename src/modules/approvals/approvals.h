// Requests for approval: a person asks for a role or an application, somebody else decides, once. The public
// door of the module; every function takes the pool first and never looks beyond it. Times are epoch
// milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/roles/roles.h"

namespace genauth::approvals {

inline constexpr std::string_view kApplication = "APP_PERMISSION_APPLY", kRole = "ROLE_PERMISSION_APPLY";
inline constexpr std::string_view kPending = "PENDING", kAgreed = "AGREED", kRefused = "REFUSED";

struct Approval {
  std::int64_t id = 0;
  std::string number, user_id, object_type, object_id;
  std::string object;  // compact JSON: what it was called at the time, as answers show it
  std::string status;
  roles::Window window;
  std::int64_t submitted_at = 0;
  std::optional<std::int64_t> closed_at;
  std::string decided_by;
};

struct Application {
  std::string id, name;
};

// --- what may be asked for ---------------------------------------------------------------------------
// False if people may ask for it already.
Result<bool> open_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                              std::int64_t now_ms);
Result<bool> close_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id);
// Enabled ones whose name contains the text (any, if it is empty), by name.
Result<std::vector<Application>> applicable(db::Session& session, std::string_view pool_id,
                                            std::string_view name_part);

// --- asking ------------------------------------------------------------------------------------------
struct Wanted {
  std::string user_id, object_type, object_id;
  roles::Window window;
};
// kApprovalNotApplicable for what does not exist or cannot be asked for, kApprovalPending if the same is
// open.
Result<Approval> ask(db::Tx& tx, std::string_view pool_id, const Wanted& wanted, std::int64_t now_ms);

Result<std::optional<Approval>> find(db::Session& session, std::string_view pool_id, std::string_view number);
struct Page {
  std::vector<Approval> list;  // newest first
  std::int64_t total = 0;
};
// Empty texts do not narrow it; `keyword` is a part of the number or of the object.
Result<Page> asked_by(db::Session& session, std::string_view pool_id, std::string_view user_id,
                      std::string_view object_type, std::string_view keyword, std::int64_t page,
                      std::int64_t limit);

// --- deciding ----------------------------------------------------------------------------------------
// Of any number of racing deciders exactly one decides; an agreed role is given in the same unit.
// kObjectNotFound, kInvalidOperation if it was decided before.
Result<void> decide(db::Tx& tx, std::string_view pool_id, std::string_view number, bool agreed,
                    std::string_view decided_by, std::int64_t now_ms);

}  // namespace genauth::approvals
