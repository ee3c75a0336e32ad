#include "modules/applications/applications.h"

#include "base/encoding.h"
#include "base/id.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/objects.h"
#include "gen/sql/applications.h"
#include "json/codec.h"
#include "json/document.h"

namespace genauth::applications {
namespace {

constexpr std::size_t kParsedMax = 10'000;

crypto::Place secret_place(std::string_view pool_id, std::string_view app_id) {
  return {pool_id, "applications", "secret", app_id};
}

std::string to_json(const Settings& settings) {
  std::string text;
  json::encode(json::type_of<Settings>(), &settings, text);
  return text;
}

// Two changes may fall into one millisecond, and a restored backup may repeat one: only equal rows are the
// same.
std::string whole_row(const db::Row& row) {
  std::string text;
  for (std::size_t column = 1; column < 7; ++column) {
    text.append(std::to_string(row.view(column).size())).append(":").append(row.view(column));
  }
  return text.append(std::to_string(row.integer(7))).append(":").append(std::to_string(row.integer(8)));
}

Result<Application> to_application(const db::Row& row, const crypto::Sealer& sealer) {
  Application parsed;
  parsed.id = row.text(0);
  parsed.pool_id = row.text(1);
  parsed.identifier = row.text(2);
  parsed.name = row.text(3);
  parsed.status = row.text(4);
  parsed.secret = TRY(sealer.open(row.view(5), secret_place(parsed.pool_id, parsed.id)));
  const json::Document document = TRY(json::Document::parse(row.view(6)));
  TRY(json::decode(json::type_of<Settings>(), document, &parsed.settings));
  parsed.created_at = row.integer(7);
  parsed.updated_at = row.integer(8);
  return parsed;
}

}  // namespace

bool Application::allows(std::string_view method) const {
  if (!settings.enabled_methods || settings.enabled_methods->empty()) return true;
  for (const std::string& enabled : *settings.enabled_methods)
    if (enabled == method) return true;
  return false;
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
  return database_.read([&](db::Session& session) -> Result<Handle> {
    session.expect(sql, {key});
    session.expect_nothing_else();
    const db::Rows rows = TRY(session.query(sql, {key}));
    if (rows.empty()) return errors::kAppNotFound;
    return remember(rows.front());
  });
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
  Application made;
  made.id = new_id(now_ms);
  made.pool_id = wanted.pool_id;
  made.identifier = wanted.identifier;
  made.name = wanted.name;
  made.status = "enabled";
  made.secret = hex(crypto::random_bytes(16));
  made.settings = wanted.settings;
  made.created_at = made.updated_at = now_ms;
  const std::string sealed = sealer.seal(made.secret, secret_place(made.pool_id, made.id));
  const bool inserted = TRY(
      tx.try_insert(sql::insert_application, {made.id, made.pool_id, made.identifier, made.name, made.status,
                                              db::Blob{sealed}, to_json(made.settings), now_ms}));
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

Result<Application> load(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                         std::string_view app_id) {
  if (!is_id(app_id)) return errors::kAppNotFound;
  const db::Rows rows = TRY(session.query(sql::find_application, {app_id}));
  if (rows.empty() || rows.front().view(1) != pool_id) return errors::kAppNotFound;
  return to_application(rows.front(), sealer);
}

Result<void> update(db::Tx& tx, const Application& application, std::int64_t now_ms) {
  // Two changes within a millisecond must still look like two versions.
  const std::int64_t version = now_ms > application.updated_at ? now_ms : application.updated_at + 1;
  TRY(tx.post(sql::update_application, {application.pool_id, application.id, application.name,
                                        application.status, to_json(application.settings), version}));
  return {};
}

Result<bool> belongs(db::Session& session, std::string_view pool_id, std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::find_application_of_pool, {pool_id, app_id}));
  return !rows.empty();
}

}  // namespace genauth::applications
