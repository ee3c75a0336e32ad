// One PostgreSQL connection with its prepared statements. Internal to src/db. Not thread-safe.
//
// It holds no session state, so it may lead through a pooler that hands the server over after each
// transaction. libpq's pipeline mode saves round trips: BEGIN travels with the first statement of a unit,
// what is posted or expected with the next one that is waited for, and the end of a reading unit is not
// waited for.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.h"
#include "db/postgres_expected.h"

namespace genauth::db {

class WireParams;

class PostgresConnection {
 public:
  enum class Isolation : std::uint8_t { kSerializable, kReadCommitted, kSnapshot };
  // Why the last statement or commit failed, as far as the unit's fate depends on it.
  enum class Failure : std::uint8_t {
    kNone,
    kStatement,      // the statement cannot work
    kConflict,       // a concurrent unit was faster: run it again
    kConnection,     // gone
    kPreparedStale,  // a schema change under a prepared statement: run it again on a new connection
    kPreparedLost,   // a pooler in between: prepared statements are of no use here
    kDisproved,      // a statement did not change its one row: run it again, waiting for each answer
  };

  static Result<std::unique_ptr<PostgresConnection>> open(const std::string& url);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  // True if what answers is not the server itself but something that changes servers.
  Result<bool> behind_pooler();
  void use_prepared(bool prepared) { prepared_ = prepared; }
  // False: the connection died since it was used last.
  bool settle();

  // Of units to come: changes_one() waits for its answer.
  void be_wary(bool wary) { wary_ = wary; }
  // The transaction starts with the first statement.
  void begin(Isolation isolation);
  void expect(const Sql& sql, std::span<const Param> params);
  void expect_nothing_else() { nothing_else_ = true; }
  Result<Rows> query(const Sql& sql, std::span<const Param> params);
  Result<std::int64_t> execute(const Sql& sql, std::span<const Param> params);
  Result<void> post(const Sql& sql, std::span<const Param> params);
  Result<bool> changes_one(const Sql& sql, std::span<const Param> params);
  Result<void> script(std::string_view text);
  Result<void> commit();
  // Of a reading unit: sent and not waited for; settle() takes the answer.
  void leave_snapshot();
  void rollback();

  Failure failure() const { return failure_; }
  // The server refused something that was posted before COMMIT, so that nothing can be committed.
  bool passed_over_commit() const { return passed_over_; }
  // A changes_one() of this unit was answered wrongly.
  bool disproved() const { return disproved_; }
  bool broken() const;
  void close();  // it is broken from now on

 private:
  using Answer = Expected::Answer;
  struct Prepared {
    std::vector<unsigned> types;
    std::string name;
  };
  struct Statement {
    std::string text;
    std::size_t parameters = 0;
    std::vector<Prepared> variants;  // by the types of the parameters
  };
  // Prepared by the exchange under way, as its command number `place`.
  struct Fresh {
    const char* key;
    std::string name;
    std::size_t place;
  };

  explicit PostgresConnection(pg_conn* connection) : connection_(connection) {}
  Result<Answer> run(const Sql& sql, std::span<const Param> params);
  bool send_begin();
  std::size_t count_parameters(std::string_view text);
  Result<void> check(const Sql& sql, std::span<const Param> params);
  // What stands on the server for this statement and such parameters; prepares it if nothing does. Null:
  // cannot.
  const Prepared* prepare(const Sql& sql, Statement& statement, const WireParams& params);
  bool send(const Sql& sql, const WireParams& params);
  // All answers up to the end of the exchange: the first error, or else the last answer unless it was
  // expected.
  Answer collect();
  Result<Answer> receive();
  Result<Answer> expected_answer(Expected::Statement* statement);
  // A statement stays prepared even if the transaction fails, but only if it came so far.
  void forget_unprepared(std::size_t succeeded);
  Result<void> command(const char* text);
  Error fail(std::string_view name, const pg_result* answer);

  pg_conn* connection_;
  bool prepared_ = true;
  bool unanswered_ = false;  // leave_snapshot() was sent
  bool open_ = false;        // a transaction
  std::optional<Isolation> to_begin_;
  Failure failure_ = Failure::kNone;
  std::vector<std::string_view> sent_;  // the commands of the exchange under way
  std::vector<Fresh> fresh_;
  std::string_view failed_;  // the first command of the last exchange that did not succeed
  bool refused_ = false;     // by an answer of the server
  bool complete_ = false;    // every command of the last exchange succeeded
  bool passed_over_ = false;
  Expected expected_;
  bool nothing_else_ = false;
  bool wary_ = false, assumes_ = false, disproved_ = false;
  std::unordered_map<const char*, std::string> assuming_;  // texts that fail unless they change one row
  std::unordered_map<const char*, Statement> statements_;
  std::size_t prepared_count_ = 0;
};

}  // namespace genauth::db
