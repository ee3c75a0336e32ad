// What the person answers: the form filled in, or skipped.
#include "gen/errors/completion.h"
#include "gen/errors/tickets.h"
#include "gen/errors/users.h"
#include "modules/account_security/account_codes.h"
#include "modules/account_security/account_security.h"
#include "modules/audit/audit.h"
#include "modules/authentication/flow_handle.h"
#include "modules/completion/completion.h"
#include "modules/users/given_names.h"

namespace genauth::completion {
namespace {

using account_security::Change;
using Open = authentication::OpenFlow;

constexpr std::string_view kStepName = "completion";

Result<applications::Handle> application_of(api::Call& call, const Open& open) {
  applications::Handle application = TRY(call.service<applications::Directory>().find(open.facts.app_id));
  return application;
}

Result<users::User> user_of(db::Session& session, const Open& open) {
  auto user = TRY(users::find(session, open.facts.pool_id, open.facts.user_id));
  if (!user) return Error(errors::kTicketInvalid, "the user is gone");
  return *std::move(user);
}

std::vector<account_security::GivenCode> codes_of(const api::Call& call, const Filled& filled) {
  std::vector<account_security::GivenCode> codes;
  for (const Contact& contact : filled.contacts)
    codes.push_back({{call.pool_id, std::string(contact.channel), contact.recipient, ""}, contact.code});
  return codes;
}

// A wrong code is counted, and stops all this before anything is signed; right ones stay good until the end.
Result<void> look_at_codes(api::Call& call, const Filled& filled) {
  if (filled.contacts.empty()) return {};
  const auto& codes = call.service<const codes::Codes>();
  return call.write([&](db::Tx& tx) -> Result<void> {
    for (const account_security::GivenCode& one : codes_of(call, filled))
      TRY(codes.check(tx, one.purpose, one.code, call.now_ms));
    return {};
  });
}

Result<void> record(db::Tx& tx, const api::Call& call, const Open& open, std::string_view type) {
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = type,
                        .app_id = call.app_id,
                        .user_id = open.facts.user_id,
                        .actor = open.facts.user_id,
                        .client_ip = call.envelope.client_ip},
                       call.now_ms);
}

// A number or an address that came onto the account is told like every such change.
Result<void> settle(db::Tx& tx, const api::Call& call, const Open& open, const users::User& before) {
  const users::User after = TRY(user_of(tx, open));
  if (!before.phone && after.phone) TRY(account_security::settle(call, tx, before, after, Change::kPhone));
  if (!before.email && after.email) TRY(account_security::settle(call, tx, before, after, Change::kEmail));
  return {};
}

}  // namespace

Result<sessions::TokenSet> complete(api::Call& call, const std::string& handle,
                                    const std::vector<Given>& given) {
  const Open opened = TRY(authentication::open_flow(call, kStepName, handle));
  const applications::Handle application = TRY(application_of(call, opened));
  // As the account is now: somebody may have filled in a part of it since it was asked for.
  const auto filled_now = [&](const users::User& user) {
    return fill(user, missing(application->settings, user), given, call.envelope.language);
  };
  const users::User user = TRY(call.read([&](db::Session& session) { return user_of(session, opened); }));
  const Filled filled = TRY(filled_now(user));
  TRY(look_at_codes(call, filled));

  authentication::Proof proof;
  proof.user = filled.user;
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    const users::User before = TRY(user_of(tx, opened));
    const Filled now = TRY(filled_now(before));
    TRY(account_security::spend(call, tx, codes_of(call, now)));
    TRY(authentication::take_flow(tx, call, opened));
    TRY(users::update(tx, now.user, call.now_ms));
    TRY(users::note_names(tx, before, now.user, true));
    TRY(settle(tx, call, opened, before));
    return record(tx, call, opened, "completeUserInfo");
  };
  return authentication::go_on_with(call, opened.facts, kStepName, proof);
}

Result<sessions::TokenSet> skip(api::Call& call, const std::string& handle) {
  const Open opened = TRY(authentication::open_flow(call, kStepName, handle));
  const applications::Handle application = TRY(application_of(call, opened));
  if (!application->settings.completion_skippable) return errors::kCompletionNotSkippable;
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    TRY(authentication::take_flow(tx, call, opened));
    return record(tx, call, opened, "skipUserInfo");
  };
  return authentication::go_on_with(call, opened.facts, kStepName, proof);
}

}  // namespace genauth::completion
