#include "app/nonces.h"

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "gen/sql/app.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kWalBytesMax = 4 << 20;
constexpr db::Sql kDefinitions{
    "nonce_definitions", "",
    "select sql from sqlite_schema where tbl_name in ('nonces', 'nonces_kept') and sql is not null "
    "order by type desc"};  // tables before indexes

// Changes whenever the machine starts: what was not written to the disk by then may be lost.
std::string boot_id() {
  std::ifstream in("/proc/sys/kernel/random/boot_id");
  std::string text;
  std::getline(in, text);
  return text;
}

void remove_file(const std::string& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix, ignored);
}

// Whether the file is of this boot, hence whole.
bool is_kept(db::Database& own) {
  const auto rows = own.read([](db::Session& session) { return session.query(sql::find_nonces_kept, {}); });
  return rows && !rows->empty() && !boot_id().empty() && rows->front().view(1) == boot_id();
}

Result<std::unique_ptr<db::Database>> open_own(const std::string& file) {
  db::Options options;
  options.url = "sqlite:" + file;
  options.connections = 1;
  options.wal_cap_bytes = kWalBytesMax;
  options.synchronous_off = true;
  return db::Database::open(options);
}

}  // namespace

Result<Nonces> Nonces::open(db::Database& database, const std::string& file, bool fresh,
                            std::int64_t now_ms) {
  Nonces nonces(database);
  if (database.engine() == db::Engine::kSqlite) nonces = TRY(open_file(database, file));
  TRY(nonces.database_->write([&](db::Tx& tx) { return nonces.complete_since(tx, fresh ? 0 : now_ms); }));
  return nonces;
}

// The tables are those of the installation's own schema; there they stay empty.
Result<Nonces> Nonces::open_file(db::Database& schema, const std::string& file) {
  Nonces nonces(schema);
  if (std::filesystem::exists(file)) {
    if (auto own = open_own(file); own && is_kept(**own)) nonces.own_ = std::move(*own);
  }
  if (!nonces.own_) {
    remove_file(file);
    nonces.own_ = TRY(open_own(file));
    const db::Rows definitions =
        TRY(schema.read([](db::Session& session) { return session.query(kDefinitions, {}); }));
    TRY(nonces.own_->write([&](db::Tx& tx) -> Result<void> {
      for (std::size_t i = 0; i < definitions.size(); ++i) TRY(tx.script(definitions[i].view(0)));
      return {};
    }));
  }
  nonces.database_ = nonces.own_.get();
  return nonces;
}

Result<std::int64_t> Nonces::complete_since(db::Tx& tx, std::int64_t now_ms) {
  const db::Rows rows = TRY(tx.query(sql::find_nonces_kept, {}));
  if (!rows.empty()) return rows.front().integer(0);
  TRY(tx.try_insert(sql::put_nonces_kept, {now_ms, boot_id()}));
  if (now_ms > 0) tx.on_commit([] { log::warn("nonces.lost"); });
  return now_ms;
}

Result<bool> Nonces::claim(const api::NonceUse& use, std::int64_t now_ms) {
  return database_->write([&](db::Tx& tx) -> Result<bool> {
    if (use.dated_ms < TRY(complete_since(tx, now_ms))) return false;
    return tx.try_insert(sql::claim_nonce, {use.pool_id, use.access_key_id, use.nonce, use.expires_at});
  });
}

Result<std::int64_t> Nonces::sweep(std::int64_t now_ms, std::int64_t rows_max) {
  return database_->write([&](db::Tx& tx) { return tx.execute(sql::sweep_nonces, {now_ms, rows_max}); });
}

}  // namespace genauth::app
