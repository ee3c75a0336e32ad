// One SQLite connection with its prepared statements. Internal to src/db. Not thread-safe.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <unordered_map>

#include "db/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace genauth::db {

class SqliteConnection {
 public:
  // kWrite creates the file and sets WAL mode; kRead must come after it and can change nothing.
  enum class Mode : std::uint8_t { kWrite, kRead };
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Mode mode,
                                                        const Options& options);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  // Each steps the statement to its end and resets it: an open one would block RELEASE and COMMIT.
  Result<Rows> query(const Sql& sql, std::span<const Param> params);
  Result<std::int64_t> execute(const Sql& sql, std::span<const Param> params);
  Result<void> post(const Sql& sql, std::span<const Param> params) { return run(sql, params, nullptr); }
  Result<bool> changes_one(const Sql& sql, std::span<const Param> params) {
    return TRY(execute(sql, params)) == 1;
  }
  Result<void> script(std::string_view text);
  // There is no way to go that could be saved.
  void expect(const Sql&, std::span<const Param>) {}
  void expect_nothing_else() {}

  Result<void> begin_immediate();
  Result<void> begin_snapshot();
  Result<void> commit();
  void rollback();  // of whatever is open; nothing if nothing is
  Result<void> savepoint();
  Result<void> release();
  Result<void> rollback_to_savepoint();

  bool in_transaction() const;
  // Frames that the WAL held after the last commit of this connection. The pointer is written by commit().
  void count_wal_pages(std::int64_t* pages);
  // Copies as much of the WAL as is possible without waiting for anybody (`wait_ms` < 0), or waits that long
  // for readers and starts the WAL anew. True if all of it was copied.
  Result<bool> checkpoint_passive();
  Result<bool> checkpoint_restart(int wait_ms, bool truncate);
  Result<void> backup(const std::string& path);

 private:
  struct Statement {
    std::string text;  // as it came, to notice that another text has taken the same address
    sqlite3_stmt* handle = nullptr;
  };

  SqliteConnection() = default;
  Result<void> configure(Mode mode, const Options& options);
  Result<sqlite3_stmt*> prepare(const Sql& sql);
  Result<void> bind(sqlite3_stmt* statement, std::string_view name, std::span<const Param> params);
  // Adds what comes out to `rows`, if the caller wants it.
  Result<void> run(const Sql& sql, std::span<const Param> params, Rows* rows);
  Result<void> control(const Sql& sql) { return run(sql, {}, nullptr); }
  Error failure(int status, std::string_view name) const;

  sqlite3* handle_ = nullptr;
  int busy_timeout_ms_ = 0;
  std::unordered_map<const char*, Statement> statements_;  // by the address of the text
};

}  // namespace genauth::db
