#include "modules/agreements/agreements.h"

#include <algorithm>
#include <set>

#include "gen/dto/interactions.h"
#include "gen/errors/agreements.h"
#include "gen/errors/form.h"
#include "gen/errors/interactions.h"
#include "gen/errors/tickets.h"
#include "gen/sql/agreements.h"
#include "json/codec.h"
#include "modules/audit/audit.h"
#include "modules/authentication/flow_handle.h"
#include "modules/interactions/interactions.h"

namespace genauth::agreements {
namespace {

constexpr std::string_view kStepName = "agreements";

std::vector<Agreement> all_of(const applications::Settings& settings) {
  return settings.agreements.value_or(std::vector<Agreement>());
}

bool is_asked_at(const Agreement& agreement, std::string_view place) {
  if (!agreement.places || agreement.places->empty()) return place == "login";
  return std::ranges::find(*agreement.places, place) != agreement.places->end();
}

Error wrong(const std::string& id, std::string what) {
  return Error(errors::kBadFormat).with_field("agreements." + id).with_arg(std::move(what));
}

bool is_page(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

Result<void> check_texts(const Agreement& agreement) {
  std::set<std::string> languages;
  if (agreement.texts.empty()) return wrong(agreement.id, "given a text");
  for (const dto::StoredAgreementText& text : agreement.texts) {
    if (!languages.insert(text.language).second) return wrong(agreement.id, "written once in a language");
    if (text.content.empty() && text.url.empty()) return wrong(agreement.id, "given content or an address");
    if (!text.url.empty() && !is_page(text.url)) return wrong(agreement.id, "at an address of https or http");
  }
  return {};
}

using Said = std::vector<Answer>;

// A required one that was refused is asked again; another one is not.
bool is_settled(const Agreement& agreement, const Said& said) {
  return std::ranges::any_of(said, [&](const Answer& answer) {
    return answer.id == agreement.id && answer.version == agreement.version &&
           (answer.accepted || !agreement.required);
  });
}

Result<Said> said_to(db::Session& session, const dto::StoredLoginAttempt& facts) {
  const db::Rows rows =
      TRY(session.query(sql::list_answers_to, {facts.pool_id, facts.user_id, facts.app_id}));
  Said said;
  for (std::size_t i = 0; i < rows.size(); ++i)
    said.push_back({rows[i].text(0), rows[i].integer(1), rows[i].boolean(2)});
  return said;
}

Result<void> put(db::Tx& tx, const dto::StoredLoginAttempt& facts, const Answer& answer,
                 std::int64_t now_ms) {
  TRY(tx.execute(sql::put_answer, {facts.pool_id, facts.user_id, facts.app_id, answer.id, answer.version,
                                   answer.accepted, now_ms, facts.client_ip}));
  return {};
}

// What was said on the page before there was an account: it counts for the account that was made there.
Result<Said> said_before(db::Session& session, const tickets::Tickets& tickets,
                         const authentication::Attempt& attempt) {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  if (facts.interaction.empty() || !authentication::is_first_sign_in(attempt.user)) return Said();
  const auto open =
      interactions::look(session, tickets, facts.pool_id, facts.app_id, facts.interaction, attempt.now_ms);
  if (!open) {
    if (open.error().code() == errors::kInteractionGone) return Said();
    return open.error().clone();
  }
  Said said;
  for (const dto::StoredAgreed& each : open->facts.agreed.value_or(std::vector<dto::StoredAgreed>()))
    said.push_back({each.id, each.version, each.accepted});
  return said;
}

std::vector<Agreement> asked_of(const authentication::Attempt& attempt) {
  const std::string& person = attempt.facts.origin_user_id;
  if (!person.empty() && person != attempt.user.id) return {};
  const bool is_first = authentication::is_first_sign_in(attempt.user);
  std::vector<Agreement> asked;
  for (Agreement& each : all_of(attempt.application->settings))
    if (is_asked_at(each, "login") || (is_first && is_asked_at(each, "register")))
      asked.push_back(std::move(each));
  return asked;
}

}  // namespace

Result<void> check(const applications::Settings& settings) {
  std::set<std::string> ids;
  for (const Agreement& agreement : all_of(settings)) {
    if (!ids.insert(agreement.id).second) return wrong(agreement.id, "named once");
    TRY(check_texts(agreement));
  }
  return {};
}

std::vector<Agreement> asked_at(const applications::Settings& settings, std::string_view place) {
  std::vector<Agreement> asked = all_of(settings);
  std::erase_if(asked, [&](const Agreement& each) { return !is_asked_at(each, place); });
  return asked;
}

const dto::StoredAgreementText& text_in(const Agreement& agreement, locale::Language language) {
  const auto found =
      std::ranges::find(agreement.texts, locale::tag(language), &dto::StoredAgreementText::language);
  return found == agreement.texts.end() ? agreement.texts.front() : *found;
}

Result<std::vector<Recorded>> list(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  const db::Rows rows = TRY(session.query(sql::list_answers, {pool_id, user_id}));
  std::vector<Recorded> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(5), rows[i].integer(2),
                     rows[i].integer(4), rows[i].boolean(3)});
  return found;
}

std::vector<dto::HostedAgreementDto> shown(const std::vector<Agreement>& asked, locale::Language language) {
  std::vector<dto::HostedAgreementDto> list;
  for (const Agreement& each : asked) {
    const dto::StoredAgreementText& text = text_in(each, language);
    dto::HostedAgreementDto dto;
    dto.id = each.id;
    dto.version = each.version;
    dto.required = each.required;
    dto.language = text.language;
    dto.title = text.title;
    if (!text.content.empty()) dto.content = text.content;
    if (!text.url.empty()) dto.url = text.url;
    list.push_back(std::move(dto));
  }
  return list;
}

std::vector<dto::HostedAgreementDto> offered_on_page(const api::Call& call,
                                                     const applications::Application& application) {
  return shown(asked_at(application.settings, "register"), call.envelope.language);
}

std::string_view Step::name() const {
  return kStepName;
}

Result<std::optional<authentication::Demand>> Step::examine(db::Session& session,
                                                            const authentication::Attempt& attempt,
                                                            const pools::Settings&) const {
  std::vector<Agreement> asked = asked_of(attempt);
  if (asked.empty()) return std::optional<authentication::Demand>();
  Said said = TRY(said_to(session, attempt.facts));
  for (Answer& each : TRY(said_before(session, tickets_, attempt))) said.push_back(std::move(each));
  std::erase_if(asked, [&](const Agreement& each) { return is_settled(each, said); });
  if (asked.empty()) return std::optional<authentication::Demand>();
  dto::AgreementsDemandDto data;
  data.expiresIn = authentication::kFlowHandleTtlMs / 1000;
  const auto language = locale::parse_tag(attempt.facts.language).value_or(locale::Language::kZhCn);
  data.agreements = shown(asked, language);
  authentication::Demand demand{errors::kAgreementsRequired};
  demand.data = [this, data, facts = attempt.facts,
                 now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::AgreementsDemandDto shown = data;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kStepName, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

// Of the page on which they registered; what a demand was answered with is written by answer().
Result<void> Step::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                             const sessions::Draft&) const {
  const Said before = TRY(said_before(tx, tickets_, attempt));
  for (const Agreement& each : asked_of(attempt))
    for (const Answer& answer : before)
      if (answer.id == each.id && answer.version == each.version)
        TRY(put(tx, attempt.facts, answer, attempt.now_ms));
  return {};
}

Result<sessions::TokenSet> answer(api::Call& call, const std::string& handle,
                                  const std::vector<Answer>& given) {
  const authentication::OpenFlow open = TRY(authentication::open_flow(call, kStepName, handle));
  const applications::Handle application =
      TRY(call.service<applications::Directory>().find(open.facts.app_id));
  const std::vector<Agreement> all = all_of(application->settings);
  for (const Answer& each : given)
    if (std::ranges::none_of(all, [&](const Agreement& known) {
          return known.id == each.id && known.version == each.version;
        }))
      return errors::kAgreementChanged;
  authentication::Proof proof;
  proof.spend = [&](db::Tx& tx) -> Result<void> {
    const auto user = TRY(users::find(tx, open.facts.pool_id, open.facts.user_id));
    if (!user) return Error(errors::kTicketInvalid, "the user is gone");
    authentication::Attempt attempt{.facts = open.facts, .application = application, .user = *user};
    const Said said = TRY(said_to(tx, open.facts));
    for (const Agreement& each : asked_of(attempt)) {
      if (is_settled(each, said)) continue;
      const auto found = std::ranges::find(given, each.id, &Answer::id);
      const bool accepted = found != given.end() && found->accepted;
      if (each.required && !accepted)
        return Error(errors::kAgreementRefused).with_arg(text_in(each, call.envelope.language).title);
      TRY(put(tx, open.facts, {each.id, each.version, accepted}, call.now_ms));
    }
    TRY(authentication::take_flow(tx, call, open));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "answerAgreements",
                          .app_id = call.app_id,
                          .user_id = open.facts.user_id,
                          .actor = open.facts.user_id,
                          .client_ip = call.envelope.client_ip},
                         call.now_ms);
  };
  return authentication::go_on_with(call, open.facts, kStepName, proof);
}

}  // namespace genauth::agreements
