#include "modules/completion/completion.h"

#include <algorithm>
#include <set>

#include "gen/dto/completion.h"
#include "gen/errors/completion.h"
#include "gen/errors/form.h"
#include "json/codec.h"
#include "modules/authentication/flow_handle.h"
#include "modules/passwords/passwords.h"

namespace genauth::completion {
namespace {

constexpr std::string_view kStepName = "completion";

bool asks_at(const applications::Settings& settings, std::string_view place) {
  return settings.completion_places &&
         std::ranges::find(*settings.completion_places, place) != settings.completion_places->end();
}

bool is_asked(const authentication::Attempt& attempt) {
  const applications::Settings& settings = attempt.application->settings;
  const std::string& person = attempt.facts.origin_user_id;
  if (!person.empty() && person != attempt.user.id) return false;
  if (asks_at(settings, "login")) return true;
  return asks_at(settings, "register") && authentication::is_first_sign_in(attempt.user);
}

dto::CompletionFieldDto shown(const Field& field, locale::Language language) {
  dto::CompletionFieldDto dto;
  dto.type = input_of(field);
  dto.name = field.name;
  dto.label = label_of(field, language);
  dto.required = field.required;
  for (const dto::StoredCompletionRule& rule :
       field.rules.value_or(std::vector<dto::StoredCompletionRule>())) {
    dto::CompletionRuleDto& each = dto.validateRules.emplace_back();
    each.type = rule.type;
    each.content = rule.content;
    if (std::string message = message_of(rule, language); !message.empty())
      each.errorMessage = std::move(message);
  }
  if (!field.options) return dto;
  dto.options.emplace();
  for (const dto::StoredCompletionOption& option : *field.options)
    dto.options->push_back({option.value, option.label.empty() ? option.value : option.label});
  return dto;
}

Error wrong(const std::string& field, std::string what) {
  return Error(errors::kBadFormat).with_field("completion_fields." + field).with_arg(std::move(what));
}

}  // namespace

Result<void> check(const applications::Settings& settings) {
  std::set<std::string> names;
  for (const Field& field : settings.completion_fields.value_or(std::vector<Field>())) {
    if (!is_known(field)) return wrong(field.name, "a member of the profile, or of type user");
    if (!names.insert(field.name).second) return wrong(field.name, "named once");
    for (const auto& rule : field.rules.value_or(std::vector<dto::StoredCompletionRule>()))
      if (rule.type == "regExp" && !passwords::check_pattern(rule.content))
        return wrong(field.name, "given a regular expression (PCRE2)");
  }
  return {};
}

std::string_view Step::name() const {
  return kStepName;
}

Result<std::optional<authentication::Demand>> Step::examine(db::Session&,
                                                            const authentication::Attempt& attempt,
                                                            const pools::Settings&) const {
  const std::optional<authentication::Demand> nothing;
  if (!is_asked(attempt)) return nothing;
  const applications::Settings& settings = attempt.application->settings;
  const std::vector<Field> fields = missing(settings, attempt.user);
  if (fields.empty()) return nothing;
  dto::CompletionDemandDto data;
  data.expiresIn = authentication::kFlowHandleTtlMs / 1000;
  data.skip = settings.completion_skippable;
  const locale::Language language =
      locale::parse_tag(attempt.facts.language).value_or(locale::Language::kZhCn);
  for (const Field& field : fields) data.metaData.push_back(shown(field, language));
  authentication::Demand demand{errors::kCompletionRequired};
  demand.data = [this, data, facts = attempt.facts,
                 now_ms = attempt.now_ms](db::Tx& tx) -> Result<std::string> {
    dto::CompletionDemandDto shown = data;
    shown.flowHandle = TRY(authentication::issue_flow_handle(tx, tickets_, kStepName, facts, now_ms));
    return json::encode(shown);
  };
  return std::optional(std::move(demand));
}

}  // namespace genauth::completion
