// Who may enter an application: its strategy (everybody, or nobody), and rules about people, groups,
// departments and roles before it. A rule that keeps out wins over all that let in. Asked at every sign-in,
// by single sign-on, and of every token anew, so that a change acts on the next request. Of a public account
// and of the person behind it: both must be let in. The public door of the module; every function takes the
// pool first or an application, and never looks beyond its pool. Times are epoch milliseconds.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/applications/applications.h"
#include "modules/authentication/login.h"
#include "modules/roles/roles.h"

namespace genauth::application_access {

struct Rule {
  std::string id, app_id;
  roles::Target target;
  bool allows = true;
  bool inherits = false;  // of a department: also the people of those below it
  bool enabled = true;    // a rule that is not decides nothing
};

// The rule that decides among those that are about somebody: one that keeps out, else one that lets in; of
// equals the one about the target itself. Null if none is enabled: then the strategy decides.
const Rule* decisive(const std::vector<Rule>& rules, const roles::Target& target);

// One statement, and none at an application without rules.
Result<bool> may_enter(db::Session& session, const applications::Application& application,
                       std::string_view user_id, std::int64_t now_ms);
// kAppAccessDenied.
Result<void> check(db::Session& session, const applications::Application& application,
                   std::string_view user_id, std::int64_t now_ms);

// Who goes on in a session: the account, and the person behind it where it is a public one.
struct Subject {
  std::string_view user_id, session_id;
};
Result<bool> may_enter(db::Session& session, const applications::Application& application,
                       const Subject& subject, std::int64_t now_ms);
// kAppAccessDenied.
Result<void> check(db::Session& session, const applications::Application& application, const Subject& subject,
                   std::int64_t now_ms);
// The same of a token that was issued before: kTokenInvalid, as for every token that is not good any more.
Result<void> check_token(db::Session& session, const applications::Application& application,
                         const Subject& subject, std::int64_t now_ms);

// Enabled applications that let the user in, by name, at most 1000; `active` where the user has a session.
struct Open {
  std::string id, name;
  bool active = false;
};
Result<std::vector<Open>> open_to(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                  std::int64_t now_ms);

// Rules about the target; those about a user are also those about what the user belongs to. Of one
// application, or of all (empty id).
Result<std::vector<Rule>> about(db::Session& session, std::string_view pool_id, const roles::Target& target,
                                std::string_view app_id, std::int64_t now_ms);

// Makes the rule, or changes the one about the same target; it is enabled afterwards.
Result<void> put(db::Tx& tx, std::string_view pool_id, const Rule& rule, std::int64_t now_ms);
Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                    const roles::Target& target);
// The application that it was about; nullopt: no such rule.
Result<std::optional<std::string>> remove_by_id(db::Tx& tx, std::string_view pool_id, std::string_view id);
Result<std::optional<std::string>> enable(db::Tx& tx, std::string_view pool_id, std::string_view id,
                                          bool enabled);
Result<bool> has_rules(db::Session& session, std::string_view pool_id, std::string_view app_id);
Result<void> forget_application(db::Tx& tx, std::string_view pool_id, std::string_view app_id);

// What to list of an application; empty texts and nothing mean any.
struct Wanted {
  std::string app_id, name_part;
  std::vector<std::string> target_types;
  std::optional<bool> allows, enabled;
};
struct Named {
  Rule rule;
  std::string target_name;
};
struct Page {
  std::vector<Named> list;
  std::int64_t total = 0;
};
// In the order in which they were made. Rules about who is gone are left out.
Result<Page> list(db::Session& session, std::string_view pool_id, const Wanted& wanted, std::int64_t page,
                  std::int64_t limit);

// Refuses whom the application does not let in: kAppAccessDenied.
class AccessStep final : public authentication::LoginStep {
 public:
  std::string_view name() const override { return "access"; }
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
};

}  // namespace genauth::application_access
