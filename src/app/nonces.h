// Which nonces of signed requests were used, in all processes of the installation. Claims are not durable, so
// that a signed read waits for no disk: PostgreSQL keeps them in unlogged tables, SQLite in a file of their
// own with synchronous=off. When they are lost (a crash of the database server, a machine that started anew,
// a file that is gone), requests dated before that moment are refused instead
// (docs/decisions/0010-nonces.md).
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "api/directory.h"
#include "base/result.h"
#include "db/database.h"

namespace genauth::app {

// Thread-safe.
class Nonces {
 public:
  // `database` is the installation's and outlives us; `file` is where SQLite keeps them. `fresh`: a new
  // installation, for which no request was ever signed. `now_ms` here and below is the real clock's.
  static Result<Nonces> open(db::Database& database, const std::string& file, bool fresh,
                             std::int64_t now_ms);

  // False: the nonce was used before, or may have been.
  Result<bool> claim(const api::NonceUse& use, std::int64_t now_ms);
  // Forgets expired ones; how many.
  Result<std::int64_t> sweep(std::int64_t now_ms, std::int64_t rows_max);

 private:
  explicit Nonces(db::Database& database) : database_(&database) {}
  static Result<Nonces> open_file(db::Database& schema, const std::string& file);
  Result<std::int64_t> complete_since(db::Tx& tx, std::int64_t now_ms);

  std::unique_ptr<db::Database> own_;  // SQLite
  db::Database* database_;
};

}  // namespace genauth::app
