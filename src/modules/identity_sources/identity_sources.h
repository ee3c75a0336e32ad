// Identity sources: where else people may come from. A source ("our GitHub") has connections, each of one
// kind with settings of its own; a connection is switched on for single applications. Public door of the
// module: rows and their rules. How people come through them: flow.h; who they become here: linking.h.
//
// Every function takes the pool first and is thread-safe for distinct sessions.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/identity_sources.h"
#include "json/document.h"

namespace genauth::identity_sources {

using Fields = dto::ExtIdpConnFields;

struct Source {
  std::string pool_id, id, name, type, logo, tenant_id;
  std::int64_t created_at = 0;
};

struct Connection {
  std::string pool_id, id, source_id, type, identifier, display_name, logo;
  bool login_only = false;   // only people who are bound already may come in
  bool user_linking = true;  // people may link an account of it themselves
  bool for_tenants = false;  // tenants of the pool see it
  Fields fields = {};        // with the secrets, opened; must never reach a log
  std::int64_t created_at = 0, updated_at = 0;
};

// --- sources -----------------------------------------------------------------------------------------------
Result<Source> create(db::Tx& tx, Source source, std::int64_t now_ms);
// kObjectNotFound (field id), also for a source of another tenant than `tenant_id`.
Result<Source> find(db::Session& session, std::string_view pool_id, std::string_view tenant_id,
                    std::string_view id);
// Of whichever tenant: for what a connection belongs to.
Result<Source> find_any(db::Session& session, std::string_view pool_id, std::string_view id);
Result<void> rename(db::Tx& tx, const Source& source, std::string_view name, std::int64_t now_ms);
// With its connections, and the links of the people who came through them.
Result<void> remove(db::Tx& tx, const Source& source);
Result<std::vector<Source>> list(db::Session& session, std::string_view pool_id, std::string_view tenant_id);
// What a tenant may use: its own and what the pool lends.
Result<std::vector<Source>> list_for_tenant(db::Session& session, std::string_view pool_id,
                                            std::string_view tenant_id);

// --- connections -------------------------------------------------------------------------------------------
// Seals and opens what stands in the rows. Thread-safe.
class Connections {
 public:
  explicit Connections(const crypto::Sealer& sealer) : sealer_(sealer) {}

  // kConflict (arg: the identifier) if it is taken.
  Result<Connection> create(db::Tx& tx, Connection connection, std::int64_t now_ms) const;
  Result<void> update(db::Tx& tx, const Connection& connection, std::int64_t now_ms) const;
  // nullopt: no such connection.
  Result<std::optional<Connection>> find(db::Session& session, std::string_view pool_id,
                                         std::string_view id) const;
  Result<std::optional<Connection>> find_by_identifier(db::Session& session, std::string_view pool_id,
                                                       std::string_view identifier) const;
  Result<std::vector<Connection>> of_source(db::Session& session, std::string_view pool_id,
                                            std::string_view source_id) const;
  Result<std::vector<Connection>> of_app(db::Session& session, std::string_view pool_id,
                                         std::string_view app_id) const;

 private:
  Result<Connection> opened(std::string_view pool_id, const db::Row& row) const;
  Result<std::optional<Connection>> first(std::string_view pool_id, const db::Rows& rows) const;
  Result<std::vector<Connection>> every(std::string_view pool_id, const db::Rows& rows) const;
  std::string sealed(const Connection& connection) const;

  const crypto::Sealer& sealer_;
};

Result<void> remove_connection(db::Tx& tx, std::string_view pool_id, std::string_view id);
Result<void> switch_app(db::Tx& tx, std::string_view pool_id, std::string_view connection_id,
                        std::string_view app_id, bool on, std::int64_t now_ms);
Result<bool> is_on(db::Session& session, std::string_view pool_id, std::string_view connection_id,
                   std::string_view app_id);
Result<std::vector<std::string>> apps_of(db::Session& session, std::string_view pool_id,
                                         std::string_view connection_id);

// --- rules -------------------------------------------------------------------------------------------------
// Lower-case letters, digits and hyphens, at most 32: it stands in addresses. kBadFormat (field identifier).
Result<void> check_identifier(std::string_view identifier);
// kConnectionTypeMismatch, kConnectionUnsupported, and kRequired for what a connection of this type cannot do
// without (field "fields.…").
Result<void> check_fields(const Source& source, std::string_view type, const Fields& fields);
// kConnectionSettingUnknown (field "fields.…") if what a call sent as `fields` has a member that no
// connection has.
Result<void> refuse_unknown(const json::Document& sent);
// "rsa-sha256" and the like: how our requests to a SAML provider are signed.
std::string signature_algorithm(const Fields& fields);
// A source left out secrets that it has already: then they stay.
void keep_secrets(const Fields& before, Fields& after);

}  // namespace genauth::identity_sources
