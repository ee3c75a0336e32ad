#include "modules/identity_sources/identity_sources.h"

#include "base/id.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/sql/identity_sources.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/users/identities.h"

namespace genauth::identity_sources {
namespace {

Source source_of(std::string_view pool_id, const db::Row& row) {
  return {std::string(pool_id), row.text(0), row.text(1),   row.text(2),
          row.text(3),          row.text(4), row.integer(5)};
}

std::vector<Source> sources_of(std::string_view pool_id, const db::Rows& rows) {
  std::vector<Source> sources;
  for (std::size_t i = 0; i < rows.size(); ++i) sources.push_back(source_of(pool_id, rows[i]));
  return sources;
}

crypto::Place place_of(std::string_view pool_id, std::string_view id) {
  return {pool_id, "identity_connections", "fields", id};
}

}  // namespace

Result<Source> create(db::Tx& tx, Source source, std::int64_t now_ms) {
  source.id = new_id(now_ms);
  source.created_at = now_ms;
  TRY(tx.post(sql::insert_source,
              {source.pool_id, source.id, source.name, source.type, source.logo, source.tenant_id, now_ms}));
  return source;
}

Result<Source> find(db::Session& session, std::string_view pool_id, std::string_view tenant_id,
                    std::string_view id) {
  const db::Rows rows = TRY(session.query(sql::find_source, {pool_id, id}));
  if (!rows.empty() && rows.front().view(4) == tenant_id) return source_of(pool_id, rows.front());
  return Error(errors::kObjectNotFound).with_field("id").with_arg(std::string(id));
}

Result<Source> find_any(db::Session& session, std::string_view pool_id, std::string_view id) {
  const db::Rows rows = TRY(session.query(sql::find_source, {pool_id, id}));
  if (!rows.empty()) return source_of(pool_id, rows.front());
  return Error(errors::kObjectNotFound).with_field("id").with_arg(std::string(id));
}

Result<void> rename(db::Tx& tx, const Source& source, std::string_view name, std::int64_t now_ms) {
  TRY(tx.post(sql::update_source, {source.pool_id, source.id, source.tenant_id, name, now_ms}));
  return {};
}

Result<void> remove(db::Tx& tx, const Source& source) {
  TRY(users::remove_identities_of_source(tx, source.pool_id, source.id));
  TRY(tx.post(sql::delete_source, {source.pool_id, source.id, source.tenant_id}));
  return {};
}

Result<std::vector<Source>> list(db::Session& session, std::string_view pool_id, std::string_view tenant_id) {
  return sources_of(pool_id, TRY(session.query(sql::list_sources, {pool_id, tenant_id})));
}

Result<std::vector<Source>> list_for_tenant(db::Session& session, std::string_view pool_id,
                                            std::string_view tenant_id) {
  return sources_of(pool_id, TRY(session.query(sql::list_sources_of_tenant, {pool_id, tenant_id})));
}

std::string Connections::sealed(const Connection& connection) const {
  return sealer_.seal(json::encode(connection.fields), place_of(connection.pool_id, connection.id));
}

Result<Connection> Connections::opened(std::string_view pool_id, const db::Row& row) const {
  Connection made;
  made.pool_id = pool_id;
  made.id = row.text(0);
  made.source_id = row.text(1);
  made.type = row.text(2);
  made.identifier = row.text(3);
  made.display_name = row.text(4);
  made.logo = row.text(5);
  made.login_only = row.boolean(6);
  made.user_linking = row.boolean(7);
  made.for_tenants = row.boolean(8);
  const std::string fields = TRY(sealer_.open(row.view(9), place_of(pool_id, made.id)));
  const json::Document document = TRY(json::Document::parse(fields));
  made.fields = TRY(json::decode<Fields>(document));
  made.created_at = row.integer(10);
  made.updated_at = row.integer(11);
  return made;
}

Result<std::optional<Connection>> Connections::first(std::string_view pool_id, const db::Rows& rows) const {
  if (rows.empty()) return std::optional<Connection>();
  return std::optional<Connection>(TRY(opened(pool_id, rows.front())));
}

Result<std::vector<Connection>> Connections::every(std::string_view pool_id, const db::Rows& rows) const {
  std::vector<Connection> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(TRY(opened(pool_id, rows[i])));
  return found;
}

Result<Connection> Connections::create(db::Tx& tx, Connection connection, std::int64_t now_ms) const {
  connection.id = new_id(now_ms);
  connection.created_at = connection.updated_at = now_ms;
  const std::string fields = sealed(connection);
  const bool inserted = TRY(
      tx.try_insert(sql::insert_connection,
                    {connection.pool_id, connection.id, connection.source_id, connection.type,
                     connection.identifier, connection.display_name, connection.logo, connection.login_only,
                     connection.user_linking, connection.for_tenants, db::Blob{fields}, now_ms}));
  if (!inserted) return Error(errors::kConflict).with_arg(connection.identifier);
  return connection;
}

Result<void> Connections::update(db::Tx& tx, const Connection& connection, std::int64_t now_ms) const {
  const std::string fields = sealed(connection);
  TRY(tx.post(sql::update_connection, {connection.pool_id, connection.id, connection.display_name,
                                       connection.logo, connection.login_only, connection.user_linking,
                                       connection.for_tenants, db::Blob{fields}, now_ms}));
  return {};
}

Result<std::optional<Connection>> Connections::find(db::Session& session, std::string_view pool_id,
                                                    std::string_view id) const {
  const db::Rows rows = TRY(session.query(sql::find_connection, {pool_id, id}));
  return first(pool_id, rows);
}

Result<std::optional<Connection>> Connections::find_by_identifier(db::Session& session,
                                                                  std::string_view pool_id,
                                                                  std::string_view identifier) const {
  const db::Rows rows = TRY(session.query(sql::find_connection_by_identifier, {pool_id, identifier}));
  return first(pool_id, rows);
}

Result<std::vector<Connection>> Connections::of_source(db::Session& session, std::string_view pool_id,
                                                       std::string_view source_id) const {
  const db::Rows rows = TRY(session.query(sql::list_connections_of_source, {pool_id, source_id}));
  return every(pool_id, rows);
}

Result<std::vector<Connection>> Connections::of_app(db::Session& session, std::string_view pool_id,
                                                    std::string_view app_id) const {
  const db::Rows rows = TRY(session.query(sql::list_connections_of_app, {pool_id, app_id}));
  return every(pool_id, rows);
}

Result<void> remove_connection(db::Tx& tx, std::string_view pool_id, std::string_view id) {
  TRY(tx.post(sql::delete_connection, {pool_id, id}));
  return {};
}

Result<void> switch_app(db::Tx& tx, std::string_view pool_id, std::string_view connection_id,
                        std::string_view app_id, bool on, std::int64_t now_ms) {
  if (on) {
    TRY(tx.try_insert(sql::switch_on, {pool_id, connection_id, app_id, now_ms}));
  } else {
    TRY(tx.post(sql::switch_off, {pool_id, connection_id, app_id}));
  }
  return {};
}

Result<bool> is_on(db::Session& session, std::string_view pool_id, std::string_view connection_id,
                   std::string_view app_id) {
  const db::Rows rows = TRY(session.query(sql::is_switched_on, {pool_id, connection_id, app_id}));
  return !rows.empty();
}

Result<std::vector<std::string>> apps_of(db::Session& session, std::string_view pool_id,
                                         std::string_view connection_id) {
  const db::Rows rows = TRY(session.query(sql::list_apps_of_connection, {pool_id, connection_id}));
  std::vector<std::string> apps;
  for (std::size_t i = 0; i < rows.size(); ++i) apps.push_back(rows[i].text(0));
  return apps;
}

}  // namespace genauth::identity_sources
