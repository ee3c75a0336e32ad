#include "db/sqlite_connection.h"

#include <sqlite3.h>

#include "db/text.h"
#include "gen/errors/core.h"

namespace genauth::db {
namespace {

// A program has a few thousand statements at most; more means texts made at run time, and those are not kept.
constexpr std::size_t kStatementsMax = 4096;

constexpr Sql kBeginImmediate{"begin immediate", "", "begin immediate"};
constexpr Sql kBeginSnapshot{"begin", "", "begin deferred"};
constexpr Sql kCommit{"commit", "", "commit"};
constexpr Sql kRollback{"rollback", "", "rollback"};
constexpr Sql kSavepoint{"savepoint", "", "savepoint unit"};
constexpr Sql kRelease{"release", "", "release unit"};
constexpr Sql kRollbackTo{"rollback to", "", "rollback to unit"};

// Out of reach (disk, lock, file) is told apart from wrong (a statement that cannot work).
bool is_unavailable(int status) {
  switch (status & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL: return true;
    default: return false;
  }
}

// Statements are read as PostgreSQL reads them: "x" is a name and never a string, LIKE minds the case.
constexpr const char* kSettings =
    "pragma foreign_keys=on; pragma case_sensitive_like=on; pragma temp_store=memory; pragma "
    "trusted_schema=off;";

// A Bloom filter is made anew for each run of a statement, as large as the statistics say that the table is:
// a megabyte to clear for the few rows of a recursion (docs/decisions/0004-sqlite-statistics.md).
constexpr int kBloomFilters = 0x00080000;

void add_cell(Rows& rows, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return rows.add_null();
    case SQLITE_INTEGER: return rows.add_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return rows.add_number(sqlite3_column_double(statement, column));
    default: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return rows.add_text(size == 0 ? std::string_view() : std::string_view(bytes, size));
    }
  }
}

int bind_one(sqlite3_stmt* statement, int at, const Param& param) {
  // A null pointer would bind NULL where an empty text is meant.
  const char* bytes = param.text.data() != nullptr ? param.text.data() : "";
  switch (param.kind) {
    case Param::Kind::kNull: return sqlite3_bind_null(statement, at);
    case Param::Kind::kInteger:
    case Param::Kind::kBoolean: return sqlite3_bind_int64(statement, at, param.integer);
    case Param::Kind::kNumber: return sqlite3_bind_double(statement, at, param.number);
    case Param::Kind::kText:
      return sqlite3_bind_text64(statement, at, bytes, param.text.size(), SQLITE_STATIC, SQLITE_UTF8);
    case Param::Kind::kBlob:
      return sqlite3_bind_blob64(statement, at, bytes, param.text.size(), SQLITE_STATIC);
  }
  return SQLITE_MISUSE;
}

struct Reset {
  sqlite3_stmt* statement;
  ~Reset() { sqlite3_reset(statement); }
};

// Nobody asks how much memory SQLite has, and counting takes a lock of the whole process for each piece of
// it. Only before its first use; a second call does nothing.
void configure_library() {
  static const int kConfigured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)kConfigured;
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Mode mode,
                                                                 const Options& options) {
  configure_library();
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection);
  const int access = mode == Mode::kWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  const int status = sqlite3_open_v2(path.c_str(), &connection->handle_,
                                     access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     options.vfs.empty() ? nullptr : options.vfs.c_str());
  if (status != SQLITE_OK) return connection->failure(status, "open");
  TRY(connection->configure(mode, options));
  return connection;
}

SqliteConnection::~SqliteConnection() {
  for (const auto& [address, statement] : statements_) sqlite3_finalize(statement.handle);
  sqlite3_close_v2(handle_);
}

Result<void> SqliteConnection::configure(Mode mode, const Options& options) {
  busy_timeout_ms_ = options.busy_timeout_ms;
  sqlite3_busy_timeout(handle_, busy_timeout_ms_);
  for (const int unwanted : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL})
    sqlite3_db_config(handle_, unwanted, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_test_control(SQLITE_TESTCTRL_OPTIMIZATIONS, handle_, kBloomFilters);
  TRY(script(kSettings));
  if (mode == Mode::kRead) return {};
  const Rows answer = TRY(query({"journal_mode", "", "pragma journal_mode=wal"}, {}));
  if (answer.empty() || answer.front().view(0) != "wal")
    return Error(errors::kDatabaseUnavailable, "sqlite: the file system cannot hold a database in WAL mode");
  // The checkpointer decides when the WAL is copied; after a restart a larger file shrinks to the cap.
  return script(std::string("pragma wal_autocheckpoint=0; pragma synchronous=") +
                (options.synchronous_off ? "off" : "full") +
                "; pragma journal_size_limit=" + std::to_string(options.wal_cap_bytes) + ";");
}

Error SqliteConnection::failure(int status, std::string_view name) const {
  std::string detail = "sqlite: ";
  detail.append(name).append(": ");
  detail.append(handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(status));
  detail.append(" (").append(std::to_string(status)).append(")");
  return {is_unavailable(status) ? errors::kDatabaseUnavailable : errors::kInternal, std::move(detail)};
}

Result<sqlite3_stmt*> SqliteConnection::prepare(const Sql& sql) {
  if (const auto found = statements_.find(sql.sqlite.data()); found != statements_.end()) {
    if (found->second.text == sql.sqlite) return found->second.handle;
    sqlite3_finalize(found->second.handle);
    statements_.erase(found);
  }
  if (statements_.size() >= kStatementsMax) {
    for (const auto& [address, statement] : statements_) sqlite3_finalize(statement.handle);
    statements_.clear();
  }
  const std::string text = question_marks(sql.sqlite);
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  const int status = sqlite3_prepare_v3(handle_, text.c_str(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  if (status != SQLITE_OK) return failure(status, sql.name);
  std::string_view tail(rest);
  if (handle == nullptr || tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    sqlite3_finalize(handle);
    return Error(errors::kInternal, "sqlite: " + std::string(sql.name) + ": not exactly one statement");
  }
  statements_[sql.sqlite.data()] = {std::string(sql.sqlite), handle};
  return handle;
}

Result<void> SqliteConnection::bind(sqlite3_stmt* statement, std::string_view name,
                                    std::span<const Param> params) {
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != params.size())
    return Error(errors::kInternal, "sqlite: " + std::string(name) + ": wrong number of parameters");
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (params[i].kind == Param::Kind::kText && !storable(params[i].text))
      return unstorable(params[i].text, "sqlite: " + std::string(name) + ": parameter " +
                                            std::to_string(i + 1) + " is not storable text");
    const int status = bind_one(statement, static_cast<int>(i) + 1, params[i]);
    if (status != SQLITE_OK) return failure(status, name);
  }
  return {};
}

Result<void> SqliteConnection::run(const Sql& sql, std::span<const Param> params, Rows* rows) {
  sqlite3_stmt* statement = TRY(prepare(sql));
  TRY(bind(statement, sql.name, params));
  const Reset reset{statement};
  int status = sqlite3_step(statement);
  // Asked after the first step: that is when SQLite notices a changed schema and prepares the statement anew.
  const int columns = sqlite3_column_count(statement);
  if (rows != nullptr) *rows = Rows(static_cast<std::size_t>(columns));
  for (; status == SQLITE_ROW; status = sqlite3_step(statement)) {
    if (rows == nullptr) continue;
    for (int column = 0; column < columns; ++column) add_cell(*rows, statement, column);
    if (rows->bytes() > Rows::kBytesMax)
      return Error(errors::kInternal, "sqlite: " + std::string(sql.name) + ": the result is too large");
  }
  if (status != SQLITE_DONE) return failure(status, sql.name);
  return {};
}

Result<Rows> SqliteConnection::query(const Sql& sql, std::span<const Param> params) {
  Rows rows;
  TRY(run(sql, params, &rows));
  return rows;
}

Result<std::int64_t> SqliteConnection::execute(const Sql& sql, std::span<const Param> params) {
  // sqlite3_changes keeps the number of an earlier statement when this one changes no rows at all.
  const std::int64_t before = sqlite3_total_changes64(handle_);
  TRY(run(sql, params, nullptr));
  return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

Result<void> SqliteConnection::script(std::string_view text) {
  const std::string copy(text);
  for (const char* rest = copy.c_str(); *rest != '\0';) {
    sqlite3_stmt* handle = nullptr;
    const int prepared = sqlite3_prepare_v2(handle_, rest, -1, &handle, &rest);
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(handle);
    if (prepared != SQLITE_OK) return failure(prepared, "script");
    if (handle == nullptr) continue;  // white space or a comment
    int status = SQLITE_ROW;
    while (status == SQLITE_ROW) status = sqlite3_step(handle);
    if (status != SQLITE_DONE) return failure(status, "script");
  }
  return {};
}

Result<void> SqliteConnection::begin_immediate() {
  return control(kBeginImmediate);
}
Result<void> SqliteConnection::begin_snapshot() {
  return control(kBeginSnapshot);
}
Result<void> SqliteConnection::commit() {
  return control(kCommit);
}
Result<void> SqliteConnection::savepoint() {
  return control(kSavepoint);
}
Result<void> SqliteConnection::release() {
  return control(kRelease);
}

void SqliteConnection::rollback() {
  // An error here leaves nothing to do: SQLite has rolled back by itself.
  if (in_transaction()) (void)control(kRollback).has_value();
}

Result<void> SqliteConnection::rollback_to_savepoint() {
  TRY(control(kRollbackTo));
  return control(kRelease);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void SqliteConnection::count_wal_pages(std::int64_t* pages) {
  const auto hook = [](void* out, sqlite3*, const char*, int frames) {
    *static_cast<std::int64_t*>(out) = frames;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, hook, pages);
}

Result<bool> SqliteConnection::checkpoint_passive() {
  int frames = 0;
  int copied = 0;
  const int status = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &frames, &copied);
  if (status == SQLITE_BUSY) return false;
  if (status != SQLITE_OK) return failure(status, "checkpoint");
  return frames == copied;
}

Result<bool> SqliteConnection::checkpoint_restart(int wait_ms, bool truncate) {
  sqlite3_busy_timeout(handle_, wait_ms);
  const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART;
  const int status = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, nullptr, nullptr);
  sqlite3_busy_timeout(handle_, busy_timeout_ms_);
  if (status == SQLITE_BUSY) return false;
  if (status != SQLITE_OK) return failure(status, "checkpoint");
  return true;
}

Result<void> SqliteConnection::backup(const std::string& path) {
  sqlite3* target = nullptr;
  int status = sqlite3_open_v2(path.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> owner(target, sqlite3_close);
  if (status != SQLITE_OK) return Error(errors::kDatabaseUnavailable, "sqlite: backup: cannot write there");
  sqlite3_backup* copy = sqlite3_backup_init(target, "main", handle_, "main");
  if (copy == nullptr)
    return Error(errors::kInternal, std::string("sqlite: backup: ") + sqlite3_errmsg(target));
  // In one step, so that it is one snapshot: readers of a WAL hold nobody up.
  status = sqlite3_backup_step(copy, -1);
  const int finished = sqlite3_backup_finish(copy);
  if (status == SQLITE_DONE && finished == SQLITE_OK) return {};
  return Error(errors::kDatabaseUnavailable, std::string("sqlite: backup: ") + sqlite3_errstr(finished));
}

}  // namespace genauth::db
