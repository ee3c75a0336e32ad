// The store's one door: units of work over SQLite or PostgreSQL. The same SQL text runs on both.
// Only src/db sees sqlite3 or libpq.
#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "db/rows.h"

namespace genauth::db {

// A named statement, generated from a .sql file. Parameters are $1, $2, ... in both texts; the SQLite driver
// rewrites them to ?1, ?2 (SQLite numbers $N by first appearance). The texts are equal unless the file says so.
struct Sql {
  std::string_view name, postgres, sqlite;
};

enum class Engine : std::uint8_t { kSqlite, kPostgres };

// Where statements run. Read functions of stores take a Session, so that they work inside and outside a unit.
// Not thread-safe; valid only during the call it was handed to.
class Session {
 public:
  virtual ~Session() = default;
  virtual Result<Rows> query(const Sql& sql, std::initializer_list<Param> params) = 0;
  virtual Engine engine() const = 0;
};

// One unit of work. It may run twice (a batch undone on SQLite, a serialization failure on PostgreSQL), so it has
// no side effects but rows; everything else goes to on_commit.
// After a failed statement the Tx is poisoned: every further statement fails, and the unit rolls back.
class Tx : public Session {
 public:
  // Rows affected by an insert, update or delete.
  virtual Result<std::int64_t> execute(const Sql& sql, std::initializer_list<Param> params) = 0;
  // For a statement that says ON CONFLICT DO NOTHING: true if it inserted. An expected clash never poisons.
  Result<bool> try_insert(const Sql& sql, std::initializer_list<Param> params);
  // The third ending: the unit's writes are committed and the caller gets this error.
  //   return tx.refuse(Code::kCodeWrong);
  Error refuse(Error error);
  // Runs after the outer commit, on the caller's thread, in order; dropped on roll back.
  void on_commit(std::function<void()> action) { actions_.push_back(std::move(action)); }

 protected:
  friend class Database;
  bool refused_ = false;
  std::vector<std::function<void()>> actions_;
};

struct Options {
  std::string url;              // "sqlite:/dir/genauth.db" or "postgres://..."
  std::string migration_url;    // PostgreSQL: direct URL for DDL and LISTEN; empty: same as url
  int connections = 16;         // PostgreSQL pool, or SQLite readers
  bool prepared = true;         // named prepared statements (off behind PgBouncer 1.18 in transaction mode)
  int busy_timeout_ms = 5000;
  bool synchronous_off = false; // for the crash test only, which must fail with it
};

// Thread-safe. write() blocks the calling thread until the unit's outer commit is durable.
class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const Options& options);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // F: Result<T>(Tx&). Commits when it returns a value or a refused error, rolls back on any other error.
  template <class F>
  auto write(F&& unit) -> std::invoke_result_t<F&, Tx&> {
    using R = std::invoke_result_t<F&, Tx&>;
    std::optional<R> result;
    Result<void> ending = run_write([&](Tx& tx) {
      result.emplace(unit(tx));
      return result->has_value();
    });
    if (!ending) return std::move(ending).error();  // the commit itself failed
    return *std::move(result);
  }

  // F: Result<T>(Session&). One connection, one snapshot.
  template <class F>
  auto read(F&& unit) -> std::invoke_result_t<F&, Session&> {
    using R = std::invoke_result_t<F&, Session&>;
    std::optional<R> result;
    Result<void> ending = run_read([&](Session& session) { result.emplace(unit(session)); });
    if (!ending) return std::move(ending).error();
    return *std::move(result);
  }

 protected:
  // The unit says whether it succeeded. A unit that is run again overwrites its earlier result.
  virtual Result<void> run_write(const std::function<bool(Tx&)>& unit) = 0;
  virtual Result<void> run_read(const std::function<void(Session&)>& unit) = 0;
};

}  // namespace genauth::db
