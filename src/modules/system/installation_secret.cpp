#include "modules/system/installation_secret.h"

#include "gen/sql/system.h"

namespace genauth::system {
namespace {

crypto::Place place_of(std::string_view name) {
  return {"", "installation", "value", name};
}

Result<std::string> stored_value(db::Database& database, std::string_view name) {
  return database.read([&](db::Session& session) -> Result<std::string> {
    const db::Rows rows = TRY(session.query(sql::find_installation_value, {name}));
    return rows.empty() ? std::string() : rows.front().text(0);
  });
}

}  // namespace

Result<std::string> installation_secret(db::Database& database, const crypto::Sealer& sealer,
                                        std::string_view name, const std::function<std::string()>& make) {
  std::string sealed = TRY(stored_value(database, name));
  if (sealed.empty()) {
    const std::string made = sealer.seal(make(), place_of(name));
    TRY(database.write([&](db::Tx& tx) {
      return tx.try_insert(sql::insert_installation_value, {name, db::Blob{made}});
    }));
    sealed = TRY(stored_value(database, name));  // another process may have been faster
  }
  return sealer.open(sealed, place_of(name));
}

}  // namespace genauth::system
