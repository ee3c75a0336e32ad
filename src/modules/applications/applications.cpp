#include "modules/applications/applications.h"

#include <algorithm>
#include <optional>

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/applications.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/sql/applications.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/applications/released.h"

namespace genauth::applications {
namespace {

constexpr std::size_t kParsedMax = 10'000;
constexpr std::size_t kSecretBytes = kSecretHexMin / 2;

crypto::Place secret_place(std::string_view pool_id, std::string_view app_id,
                           std::string_view column = "secret") {
  return {pool_id, "applications", column, app_id};
}
constexpr std::string_view kPrevious = "previous_secret";

std::int64_t version_of(const Application& application, std::int64_t now_ms) {
  // Two changes within a millisecond must still look like two versions.
  return now_ms > application.updated_at ? now_ms : application.updated_at + 1;
}

// What cannot be read back would take the application out of service.
Result<std::string> to_json(const Settings& settings) {
  std::string text;
  json::encode(json::type_of<Settings>(), &settings, text);
  if (text.size() <= kSettingsMax) return text;
  return Error(errors::kTooLong).with_field("settings").with_arg(std::to_string(kSettingsMax));
}

// Two changes may fall into one millisecond, and a restored backup may repeat one: only equal rows are the
// same.
std::string whole_row(const db::Row& row) {
  std::string text;
  for (std::size_t column = 1; column < 7; ++column) {
    text.append(std::to_string(row.view(column).size())).append(":").append(row.view(column));
  }
  for (const std::size_t column : {7U, 8U, 11U}) text.append(std::to_string(row.integer(column))).append(":");
  return text.append(row.view(9)).append(":").append(row.view(10));
}

Result<Application> to_application(const db::Row& row, const crypto::Sealer& sealer) {
  Application parsed;
  parsed.id = row.text(0);
  parsed.pool_id = row.text(1);
  parsed.identifier = row.text(2);
  parsed.name = row.text(3);
  parsed.status = row.text(4);
  if (!row.view(5).empty())
    parsed.secret = TRY(sealer.open(row.view(5), secret_place(parsed.pool_id, parsed.id)));
  if (!row.view(9).empty())
    parsed.previous_secret =
        TRY(sealer.open(row.view(9), secret_place(parsed.pool_id, parsed.id, kPrevious)));
  const json::Document document = TRY(json::Document::parse(row.view(6)));
  TRY(json::decode(json::type_of<Settings>(), document, &parsed.settings));
  parsed.created_at = row.integer(7);
  parsed.updated_at = row.integer(8);
  parsed.denies_by_default = row.view(10) == kDenyAll;
  parsed.has_access_rules = row.boolean(11);
  return parsed;
}

// What this thread has read for the call that it is at.
struct Read {
  const Directory* by;
  std::string_view statement;
  std::string key;
  Handle application;
};
thread_local std::optional<std::vector<Read>> read_for_call;

void forget_read() {
  if (read_for_call) read_for_call->clear();
}

// Who names none means all.
bool among(const std::optional<std::vector<std::string>>& methods, std::string_view method) {
  return !methods || methods->empty() || std::ranges::find(*methods, method) != methods->end();
}

std::string anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : to_lower_ascii(text)) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

bool Application::allows(std::string_view method) const {
  return among(settings.enabled_methods, method);
}

bool Application::registers_by(std::string_view method) const {
  return among(settings.register_methods, method);
}

Result<Handle> Directory::remember(const db::Row& row) {
  const std::string id = row.text(0);
  std::string whole = whole_row(row);
  {
    std::lock_guard lock(mutex_);
    const auto found = parsed_.find(id);
    if (found != parsed_.end() && found->second.row == whole) return found->second.application;
  }
  auto parsed = std::make_shared<const Application>(TRY(to_application(row, sealer_)));
  std::lock_guard lock(mutex_);
  if (parsed_.size() >= kParsedMax) parsed_.clear();
  parsed_[id] = {std::move(whole), parsed};
  return Handle(parsed);
}

Result<Handle> Directory::load(const db::Sql& sql, std::string_view key) {
  if (read_for_call)
    for (const Read& each : *read_for_call)
      if (each.by == this && each.key == key && each.statement == sql.name) return each.application;
  Handle found = TRY(database_.read([&](db::Session& session) -> Result<Handle> {
    session.expect(sql, {key});
    session.expect_nothing_else();
    const db::Rows rows = TRY(session.query(sql, {key}));
    if (rows.empty()) return errors::kAppNotFound;
    return remember(rows.front());
  }));
  if (read_for_call) read_for_call->push_back({this, sql.name, std::string(key), found});
  return found;
}

OneCall::OneCall() {
  read_for_call.emplace();
}

OneCall::~OneCall() {
  read_for_call.reset();
}

Result<Handle> Directory::find(std::string_view app_id) {
  if (!is_id(app_id)) return errors::kAppNotFound;
  return load(sql::find_application, app_id);
}

Result<Handle> Directory::find_by_identifier(std::string_view identifier) {
  return load(sql::find_application_by_identifier, identifier);
}

Result<Application> create(db::Tx& tx, const crypto::Sealer& sealer, const NewApplication& wanted,
                           std::int64_t now_ms) {
  if (TRY(is_quarantined(tx, wanted.pool_id, wanted.identifier, now_ms)))
    return Error(errors::kConflict).with_arg(wanted.identifier);
  Application made;
  made.id = new_id(now_ms);
  made.pool_id = wanted.pool_id;
  made.identifier = wanted.identifier;
  made.name = wanted.name;
  made.status = "enabled";
  made.secret = hex(crypto::random_bytes(kSecretBytes));
  made.settings = wanted.settings;
  made.created_at = made.updated_at = now_ms;
  const std::string sealed = sealer.seal(made.secret, secret_place(made.pool_id, made.id));
  const bool inserted = TRY(
      tx.try_insert(sql::insert_application, {made.id, made.pool_id, made.identifier, made.name, made.status,
                                              db::Blob{sealed}, TRY(to_json(made.settings)), now_ms}));
  if (!inserted) return Error(errors::kConflict).with_arg(made.identifier);
  return made;
}

Result<std::vector<Listed>> list(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_applications, {pool_id}));
  std::vector<Listed> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].view(2) == "enabled"});
  return found;
}

Result<std::vector<Application>> search(db::Session& session, const crypto::Sealer& sealer,
                                        std::string_view pool_id, std::string_view text) {
  const db::Rows rows = TRY(session.query(sql::search_applications, {pool_id, anywhere(text), text}));
  std::vector<Application> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(TRY(to_application(rows[i], sealer)));
  return found;
}

Result<Application> load(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                         std::string_view app_id) {
  if (!is_id(app_id)) return errors::kAppNotFound;
  const db::Rows rows = TRY(session.query(sql::find_application, {app_id}));
  if (rows.empty() || rows.front().view(1) != pool_id) return errors::kAppNotFound;
  return to_application(rows.front(), sealer);
}

Result<void> update(db::Tx& tx, const Application& application, std::int64_t now_ms) {
  tx.on_commit(forget_read);
  TRY(tx.post(sql::update_application,
              {application.pool_id, application.id, application.name, application.status,
               TRY(to_json(application.settings)), version_of(application, now_ms)}));
  return {};
}

Result<void> rename(db::Tx& tx, const Application& application, std::string_view identifier) {
  tx.on_commit(forget_read);
  if (TRY(tx.execute(sql::rename_application, {application.pool_id, application.id, identifier})) == 1)
    return {};
  return Error(errors::kAppDomainTaken).with_field("appIdentifier").with_arg(std::string(identifier));
}

Result<std::string> refresh_secret(db::Tx& tx, const crypto::Sealer& sealer, const Application& application,
                                   std::int64_t now_ms) {
  tx.on_commit(forget_read);
  std::string secret = hex(crypto::random_bytes(kSecretBytes));
  const std::string& pool_id = application.pool_id;
  const std::string sealed = sealer.seal(secret, secret_place(pool_id, application.id));
  const std::string previous =
      sealer.seal(application.secret, secret_place(pool_id, application.id, kPrevious));
  TRY(tx.post(sql::replace_secret, {pool_id, application.id, db::Blob{sealed}, db::Blob{previous},
                                    version_of(application, now_ms)}));
  return secret;
}

Result<void> set_access(db::Tx& tx, const Application& application, std::int64_t now_ms) {
  tx.on_commit(forget_read);
  TRY(tx.post(sql::set_access,
              {application.pool_id, application.id, application.denies_by_default ? kDenyAll : kAllowAll,
               application.has_access_rules, version_of(application, now_ms)}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  tx.on_commit(forget_read);
  return TRY(tx.execute(sql::delete_application, {pool_id, app_id})) == 1;
}

Result<bool> belongs(db::Session& session, std::string_view pool_id, std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::find_application_of_pool, {pool_id, app_id}));
  return !rows.empty();
}

}  // namespace genauth::applications
