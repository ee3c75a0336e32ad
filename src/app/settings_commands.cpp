// `pool update`, `application create` and `application update`: what no operation of the contract does yet.
#include <functional>

#include "app/commands.h"
#include "app/installation.h"
#include "app/operator.h"
#include "base/encoding.h"
#include "gen/errors/form.h"
#include "json/codec.h"
#include "modules/agreements/agreements.h"
#include "modules/applications/addresses.h"
#include "modules/claims/claims.h"
#include "modules/completion/completion.h"
#include "modules/pools/pools.h"

namespace genauth::app {
namespace {

struct Change {
  std::string name, json;
};

// NAME=VALUE, where VALUE is JSON ("8", "true", ["a"]) or, where it is none, a text that needs no quotes.
Result<Change> parse_change(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) return for_operator("--set takes NAME=VALUE, not " + text);
  Change change{text.substr(0, equals), text.substr(equals + 1)};
  if (!json::Document::parse(change.json)) change.json = json_quote(change.json);
  return change;
}

const json::Member* find_member(const json::Type& type, std::string_view name) {
  for (const json::Member& member : type.members)
    if (member.name == name) return &member;
  return nullptr;
}

// The settings with the changes, checked against contract/stored.yaml. An unknown name is an error, so that a
// slip of the pen does not pass for a change.
template <class Settings>
Result<Settings> changed(const Settings& before, const std::vector<std::string>& changes) {
  const json::Type& type = json::type_of<Settings>();
  std::string text = json::encode(before);
  text.pop_back();  // the closing brace; of a repeated member the last counts
  for (const std::string& wanted : changes) {
    const Change change = TRY(parse_change(wanted));
    if (find_member(type, change.name) == nullptr) return for_operator("there is no setting " + change.name);
    if (text.size() > 1) text += ',';
    text += json_quote(change.name) + ":" + change.json;
  }
  text += '}';
  const json::Document document = TRY(json::Document::parse(text));
  auto after = json::decode<Settings>(document);
  if (!after) return for_operator(words_of(after.error()));
  return after;
}

Result<void> check_status(const std::string& status) {
  if (status.empty() || status == "enabled" || status == "disabled") return {};
  return for_operator("--status must be enabled or disabled");
}

// CIBA Core §4: who is told has a place for it.
Result<void> check_ping(const applications::Settings& settings) {
  const std::string& place = settings.backchannel_client_notification_endpoint;
  TRY(applications::check_page(place, "backchannel_client_notification_endpoint"));
  if (settings.backchannel_token_delivery_mode != "ping" || !place.empty()) return {};
  return Error(errors::kRequired).with_field("backchannel_client_notification_endpoint");
}

}  // namespace

Result<std::string> update_pool(Installation& in, const Arguments& arguments, const Progress&) {
  return in.database->write([&](db::Tx& tx) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::find(tx, arguments.pool_id));
    const auto wanted = arguments.changes.value_or(std::vector<std::string>{});
    const pools::Settings settings = TRY(changed(pool.settings, wanted));
    if (auto good = claims::check(settings); !good) return for_operator(words_of(good.error()));
    TRY(pools::update_settings(tx, pool.id, settings));
    return "Changed user pool " + pool.id;
  });
}

Result<std::string> update_application(Installation& in, const Arguments& arguments, const Progress&) {
  TRY(check_status(arguments.status));
  applications::Application application = *TRY(in.applications->find(arguments.app_id));
  const auto wanted = arguments.changes.value_or(std::vector<std::string>{});
  application.settings = TRY(changed(application.settings, wanted));
  if (auto good = completion::check(application.settings); !good) return for_operator(words_of(good.error()));
  if (auto good = agreements::check(application.settings); !good) return for_operator(words_of(good.error()));
  if (auto good = check_ping(application.settings); !good) return for_operator(words_of(good.error()));
  if (!arguments.status.empty()) application.status = arguments.status;
  TRY(in.database->write(
      [&](db::Tx& tx) { return applications::update(tx, application, in.clock.now_ms()); }));
  return "Changed application " + application.id;
}

}  // namespace genauth::app
