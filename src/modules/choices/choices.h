// What a person chooses on the way of a sign-in, once they have shown everything: a user name where the one
// of an identity source cannot be had (1108), for which tenant they come (1644), and as which account they go
// on (2930). Each is a step that demands with a flowHandle, and the answer at POST /interaction/authFlow that
// goes on in its tokens. The public door of the module.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/call.h"
#include "modules/authentication/login.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"

namespace genauth::choices {

// Thread-safe; lives as long as the server.
class Step : public authentication::LoginStep {
 public:
  explicit Step(const tickets::Tickets& tickets) : tickets_(tickets) {}

 protected:
  const tickets::Tickets& tickets_;
};

// Of an application that wants the names of identity sources (username_from_source): who came from one and
// has no user name chooses one.
class NameStep final : public Step {
 public:
  using Step::Step;
  std::string_view name() const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
};
// Reset-username-before-auth. kTicketInvalid, kUsernameInvalid, kUsernameTaken, and what Login::resume()
// refuses with. A refusal uses nothing up.
Result<sessions::TokenSet> choose_name(api::Call& call, const std::string& handle,
                                       const std::string& username);

// Of an application with tenant_choice: whoever is a member of tenants that are open to it, and did not name
// one, chooses; where its page lets people create or join tenants, so does everybody else.
class TenantChoice final : public Step {
 public:
  using Step::Step;
  std::string_view name() const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
};
// Select-tenant. kTicketInvalid, and what Login::resume() refuses with: kNotTenantMember for any other
// tenant. Who is in none may go on without one.
Result<sessions::TokenSet> choose_tenant(api::Call& call, const std::string& handle,
                                         const std::string& tenant_id);

struct NewTenant {
  std::string name, description, domain;
};
// Create-tenant-portal: the person is its administrator, and goes on in it. kTicketInvalid, kRequired,
// kBadFormat, kTenantPortalClosed, kThrottled. What refuses the sign-in after that leaves the tenant:
// kTenantCreated.
Result<sessions::TokenSet> create_tenant(api::Call& call, const std::string& handle, const NewTenant& wanted);
// Join-tenant-portal, by the tenant's code. kTicketInvalid, kTenantPortalClosed, kTenantCodeUnknown,
// kTenantDomainMismatch, kThrottled, kInvalidOperation if the tenant is full, and what Login::resume()
// refuses with.
Result<sessions::TokenSet> join_tenant(api::Call& call, const std::string& handle, const std::string& code);

// In a pool with account_switch, at the hosted pages: whoever may use public accounts goes on as themselves
// or as one of these.
class AccountChoice final : public Step {
 public:
  using Step::Step;
  std::string_view name() const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
};
// Public-account-login-selection. kTicketInvalid, kPublicAccountNotOpen, and what Login::resume() refuses
// with.
Result<sessions::TokenSet> choose_account(api::Call& call, const std::string& handle,
                                          const std::string& user_id);

}  // namespace genauth::choices
