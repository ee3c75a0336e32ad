#include "modules/events/events.h"

#include <algorithm>

#include "base/id.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/sql/events.h"

namespace genauth::events {
namespace {

constexpr std::string_view kReserved[] = {"authing", "genauth"};
constexpr std::size_t kIdentifierMax = 64, kCodeMax = 192;

// Lower-case letters, digits, hyphens and underscores, beginning with a letter.
bool is_identifier(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= kIdentifierMax && is_letter(text[0]) &&
         std::ranges::all_of(
             text, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; }) &&
         std::ranges::find(kReserved, text) == std::end(kReserved);
}

// What stands behind the identifier: words of letters, digits, hyphens and underscores, separated by dots.
bool is_event_name(std::string_view text) {
  bool after_dot = true;
  for (const char c : text) {
    const bool is_word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!is_word && (c != '.' || after_dot)) return false;
    after_dot = c == '.';
  }
  return !after_dot;
}

}  // namespace

std::span<const Known> catalogue() {
  static const std::vector<Known> kPublic = [] {
    std::vector<Known> all;
    for (const auto& [code, name] : std::initializer_list<std::pair<const char*, const char*>>{
             {"authing.user.created", "An administrator made an account"},
             {"authing.user.deleted", "An account was deleted"},
             {"authing.user.login", "A user signed in"},
             {"authing.user.register", "A person registered"},
             {"authing.user.updated", "The data of a user changed"}})
      all.push_back({code, code, name});
    return all;
  }();
  return kPublic;
}

bool is_public(std::string_view code) {
  return std::ranges::any_of(catalogue(), [&](const Known& known) { return known.code == code; });
}

Result<void> create_app(db::Tx& tx, std::string_view pool_id, const App& app, std::int64_t now_ms) {
  if (!is_identifier(app.identifier))
    return Error(errors::kBadFormat)
        .with_field("identifier")
        .with_arg("a lower-case word such as custom_shop");
  if (static_cast<std::int64_t>(TRY(apps(tx, pool_id)).size()) >= kAppsMax)
    return Error(errors::kTooManyElements).with_field("identifier").with_arg(std::to_string(kAppsMax));
  if (!TRY(tx.try_insert(sql::insert_app, {pool_id, app.identifier, app.name, app.logo, now_ms})))
    return Error(errors::kConflict).with_field("identifier").with_arg(app.identifier);
  return {};
}

Result<std::vector<App>> apps(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_apps, {pool_id, kAppsMax}));
  std::vector<App> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2)});
  return found;
}

Result<void> define(db::Tx& tx, std::string_view pool_id, std::string_view code, std::string_view description,
                    std::int64_t now_ms) {
  const std::size_t dot = code.find('.');
  const bool is_code = dot != std::string_view::npos && dot > 0 && code.size() <= kCodeMax;
  if (!is_code || !is_event_name(code.substr(dot + 1)))
    return Error(errors::kBadFormat)
        .with_field("eventType")
        .with_arg("APP.NAME, as in custom_shop.order-paid");
  const std::string_view app = code.substr(0, dot);
  if (TRY(tx.query(sql::find_app, {pool_id, app})).empty())
    return Error(errors::kObjectNotFound).with_field("eventType").with_arg(std::string(app));
  if (TRY(tx.query(sql::count_definitions, {pool_id})).front().integer(0) >= kDefinitionsMax)
    return Error(errors::kTooManyElements).with_field("eventType").with_arg(std::to_string(kDefinitionsMax));
  if (!TRY(tx.try_insert(sql::insert_definition, {pool_id, code, new_id(now_ms), description, now_ms})))
    return Error(errors::kConflict).with_field("eventType").with_arg(std::string(code));
  return {};
}

Result<bool> is_defined(db::Session& session, std::string_view pool_id, std::string_view code) {
  return !TRY(session.query(sql::find_definition, {pool_id, code})).empty();
}

Result<std::vector<Known>> definitions(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_definitions, {pool_id, kDefinitionsMax}));
  std::vector<Known> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2)});
  return found;
}

}  // namespace genauth::events
