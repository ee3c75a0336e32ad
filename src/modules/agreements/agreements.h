// Terms of an application (contract/stored.yaml: agreements): who signs in is asked about each version once,
// and nobody goes on without those that are required. The public door of the module.
//
//   sign-in -> Step demands (1646) with a flowHandle -> POST /interaction/authFlow
//     accept-agreements -> answer()   the tokens of that sign-in
//
// The page on which people register shows what is asked at "register" before there is an account
// (HostedStateDto.agreements); what they say there is kept with the interaction (`accepted`) and counts for
// the first sign-in of an account that its owner made.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "gen/dto/interactions.h"
#include "gen/dto/stored.h"
#include "locale/language.h"
#include "modules/applications/applications.h"
#include "modules/authentication/login.h"
#include "modules/sessions/sessions.h"
#include "modules/tickets/tickets.h"

namespace genauth::agreements {

using Agreement = dto::StoredAgreement;

// kBadFormat with the setting as field and what is wrong with it as arg: an id or a language that stands
// twice, a text that neither says anything nor stands anywhere, an address that is no page.
Result<void> check(const applications::Settings& settings);

// What is asked at "register" or "login". An agreement that names no place is asked at "login".
std::vector<Agreement> asked_at(const applications::Settings& settings, std::string_view place);
// In the person's language, or the first that there is.
const dto::StoredAgreementText& text_in(const Agreement& agreement, locale::Language language);

std::vector<dto::HostedAgreementDto> shown(const std::vector<Agreement>& asked, locale::Language language);

// Of the page on which people register.
std::vector<dto::HostedAgreementDto> offered_on_page(const api::Call& call,
                                                     const applications::Application& application);

// What somebody said to one version.
struct Answer {
  std::string id;
  std::int64_t version = 0;
  bool accepted = false;
};
struct Recorded {
  std::string app_id, agreement_id, client_ip;
  std::int64_t version = 0, answered_at = 0;
  bool accepted = false;
};
// Everything that the user ever answered, oldest first.
Result<std::vector<Recorded>> list(db::Session& session, std::string_view pool_id, std::string_view user_id);

// Stands behind the password, before missing information: nobody fills in an account before they agree.
// Whoever goes on as a public account is not asked, since it is not theirs to say. Thread-safe.
class Step final : public authentication::LoginStep {
 public:
  explicit Step(const tickets::Tickets& tickets) : tickets_(tickets) {}
  std::string_view name() const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
  Result<void> signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                         const sessions::Draft& draft) const override;

 private:
  const tickets::Tickets& tickets_;
};

// Ends in the tokens of the sign-in. What is not named is refused. The handle is used up by the answer that
// succeeds.
//   kTicketInvalid, kAgreementRefused, kAgreementChanged (another version, or none such), and what
//   Login::resume() refuses with
Result<sessions::TokenSet> answer(api::Call& call, const std::string& handle,
                                  const std::vector<Answer>& given);

}  // namespace genauth::agreements
