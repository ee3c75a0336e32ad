// The store's one door: units of work over SQLite or PostgreSQL. The same SQL text runs on both.
// Only src/db sees sqlite3 or libpq.
#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.h"
#include "db/rows.h"

namespace genauth::db {

// A named statement, generated from a .sql file. Parameters are $1, $2, ... in both texts; the SQLite driver
// rewrites them to ?1, ?2 (SQLite numbers $N by first appearance). The texts are equal unless the file says
// so. Literals, in short: a connection keeps its prepared statements by the address of the text.
struct Sql {
  constexpr Sql(std::string_view statement, std::string_view both) : Sql(statement, both, both) {}
  constexpr Sql(std::string_view statement, std::string_view for_postgres, std::string_view for_sqlite)
      : name(statement), postgres(for_postgres), sqlite(for_sqlite) {}
  std::string_view name, postgres, sqlite;
};

enum class Engine : std::uint8_t { kSqlite, kPostgres };

class Subscribers;  // both: db/change_feed.h
class Bell;

// Where statements run. Read functions of stores take a Session, so that they work inside and outside a unit.
// Not thread-safe; valid only during the call it was handed to. Every failure of a statement is
// errors::kInternal or, when the database itself is out of reach, errors::kDatabaseUnavailable; the detail
// names the statement and the engine's reason, never a parameter.
class Session {
 public:
  virtual ~Session() = default;
  Result<Rows> query(const Sql& sql, std::initializer_list<Param> params) {
    return query(sql, std::span(params.begin(), params.size()));
  }
  // For a number of parameters that only the caller knows.
  virtual Result<Rows> query(const Sql& sql, std::span<const Param> params) = 0;
  // That a query() with these very parameters will come, before anything changes what it reads. PostgreSQL
  // gets all that is expected together with the first that is waited for, which saves a round trip each;
  // SQLite reads when it is asked. A query that never comes does no harm.
  void expect(const Sql& sql, std::initializer_list<Param> params) {
    expect(sql, std::span(params.begin(), params.size()));
  }
  virtual void expect(const Sql& sql, std::span<const Param> params) = 0;
  // That this read needs nothing beyond what is expected: PostgreSQL then ends the snapshot in the same round
  // trip. What is read all the same has a snapshot of its own. Means nothing to a Tx.
  virtual void expect_nothing_else() = 0;
  virtual Engine engine() const = 0;
};

// One unit of work. It may run twice (a batch undone on SQLite, a serialization failure on PostgreSQL), so it
// has no side effects but rows; everything else goes to on_commit. After a failed statement the Tx is
// poisoned: every further statement fails, and the unit rolls back.
class Tx : public Session {
 public:
  // Rows affected by an insert, update or delete; 0 for every other statement.
  Result<std::int64_t> execute(const Sql& sql, std::initializer_list<Param> params) {
    return execute(sql, std::span(params.begin(), params.size()));
  }
  virtual Result<std::int64_t> execute(const Sql& sql, std::span<const Param> params) = 0;
  // For a statement whose answer nobody needs. PostgreSQL gets it together with the next one that is waited
  // for, or with the commit, which saves a round trip; its failure comes back from there.
  Result<void> post(const Sql& sql, std::initializer_list<Param> params) {
    return post(sql, std::span(params.begin(), params.size()));
  }
  virtual Result<void> post(const Sql& sql, std::span<const Param> params) = 0;
  // Whether the statement changes exactly one row, for one that nearly always does. PostgreSQL is told by a
  // post(), and true is the answer at once; if that proves wrong before the commit, the unit is undone and
  // run again, and then waits for the answer.
  Result<bool> changes_one(const Sql& sql, std::initializer_list<Param> params) {
    return changes_one(sql, std::span(params.begin(), params.size()));
  }
  virtual Result<bool> changes_one(const Sql& sql, std::span<const Param> params) = 0;
  // First in a unit in which nothing is read and decided on afterwards: each statement that changes a row
  // also decides by it (UPDATE ... WHERE). PostgreSQL then lets units that meet on rows wait for one another
  // (READ COMMITTED), where it would make them fail and run again. SQLite has them in turn anyway.
  Result<void> take_turns();
  // Several statements separated by semicolons, without parameters: for migrations.
  virtual Result<void> script(std::string_view text) = 0;
  // For a statement that says ON CONFLICT DO NOTHING: true if it inserted. An expected clash never poisons.
  Result<bool> try_insert(const Sql& sql, std::initializer_list<Param> params);
  // The third ending: the unit's writes are committed and the caller gets this error.
  //   return tx.refuse(errors::kCodeWrong);
  Error refuse(Error error);
  // Runs after the outer commit, on the caller's thread, in order; dropped on roll back.
  void on_commit(std::function<void()> action) { actions_.push_back(std::move(action)); }
  virtual const std::shared_ptr<Subscribers>& subscribers() const = 0;

 protected:
  bool refused_ = false;
  std::vector<std::function<void()>> actions_;
};

struct Options {
  std::string url;            // "sqlite:/dir/genauth.db", "postgres://..." or "postgresql://..."
  std::string migration_url;  // PostgreSQL: direct URL for DDL and LISTEN; empty: same as url
  int connections = 16;       // PostgreSQL pool, or SQLite readers; opened when first needed
  bool prepared =
      true;  // PostgreSQL: named prepared statements; a pooler in between turns them off by itself
  int busy_timeout_ms = 5000;  // how long a unit waits for a connection or a lock of another process
  int slow_unit_ms = 5;        // SQLite: units over this are logged; PostgreSQL: over twenty times this
  std::int64_t wal_cap_bytes = std::int64_t{64}
                               << 20;  // SQLite: beyond it the writer waits to restart the WAL
  std::string vfs;               // SQLite: name of a registered VFS; empty: the default. For crash tests
  bool synchronous_off = false;  // commits survive the process, not the machine: for what may be lost
};

// Thread-safe. write() blocks the calling thread until the unit's outer commit is durable.
// A unit inside a unit of the same Database is refused with errors::kInternal: it would wait for itself.
class Database {
 public:
  // errors::kInvalidOperation for a URL that is none, errors::kDatabaseUnavailable when nobody answers there.
  static Result<std::unique_ptr<Database>> open(const Options& options);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;

  // F: Result<T>(Tx&). Commits when it returns a value or a refused error, rolls back on any other error.
  // Beside the unit's own errors: errors::kDatabaseUnavailable when the commit failed, or when its outcome is
  // not known (the connection broke under it; the detail says so); errors::kInternal for an exception in the
  // unit, and for a unit that went on after a failed statement.
  template <class F>
  auto write(F&& unit) -> std::invoke_result_t<F&, Tx&> {
    return run(unit, [this](const std::function<bool(Tx&)>& body) { return run_write(body); });
  }

  // As write(), and one process at a time: for migrations and other maintenance. PostgreSQL: an advisory lock
  // and READ COMMITTED, so that the unit sees what the process before it did.
  template <class F>
  auto write_exclusive(F&& unit) -> std::invoke_result_t<F&, Tx&> {
    return run(unit, [this](const std::function<bool(Tx&)>& body) { return run_exclusive(body); });
  }

  // F: Result<T>(Session&). One connection, one snapshot, nothing but reading.
  template <class F>
  auto read(F&& unit) -> std::invoke_result_t<F&, Session&> {
    using R = std::invoke_result_t<F&, Session&>;
    std::optional<R> result;
    Result<void> ending = run_read([&](Session& session) { result.emplace(unit(session)); });
    if (!ending) return std::move(ending).error();
    return *std::move(result);
  }

  // SQLite: a consistent copy while the server runs; `path` must not exist yet and appears only when
  // complete. PostgreSQL: errors::kInvalidOperation (pg_dump does it).
  virtual Result<void> backup(const std::string& path) = 0;
  // SQLite: moves the whole WAL into the database file and empties it. PostgreSQL: nothing to do.
  virtual Result<void> checkpoint() = 0;

  // For the change feed.
  virtual const std::shared_ptr<Subscribers>& subscribers() const = 0;
  virtual std::unique_ptr<Bell> bell() = 0;

 protected:
  // The unit says whether it succeeded. A unit that is run again overwrites its earlier result.
  virtual Result<void> run_write(const std::function<bool(Tx&)>& unit) = 0;
  virtual Result<void> run_exclusive(const std::function<bool(Tx&)>& unit) = 0;
  virtual Result<void> run_read(const std::function<void(Session&)>& unit) = 0;

 private:
  template <class F, class Runner>
  auto run(F& unit, const Runner& runner) -> std::invoke_result_t<F&, Tx&> {
    using R = std::invoke_result_t<F&, Tx&>;
    std::optional<R> result;
    Result<void> ending = runner([&](Tx& tx) {
      result.emplace(unit(tx));
      return result->has_value();
    });
    if (!ending) return std::move(ending).error();  // the commit itself failed
    return *std::move(result);
  }
};

}  // namespace genauth::db
