#include "db/postgres_connection.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding.h"
#include "db/postgres_values.h"
#include "db/text.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

constexpr std::string_view kDivisionByZero = "22012";
// Texts made at run time are not worth a place on the server.
constexpr std::size_t kPreparedMax = 4096;

const char* begin_text(PostgresConnection::Isolation isolation) {
  switch (isolation) {
    case PostgresConnection::Isolation::kSerializable: return "begin isolation level serializable";
    case PostgresConnection::Isolation::kReadCommitted: return "begin isolation level read committed";
    case PostgresConnection::Isolation::kSnapshot: return "begin isolation level repeatable read read only";
  }
  return "begin";
}

std::string_view field(const PGresult* answer, int code) {
  const char* text = answer != nullptr ? PQresultErrorField(answer, code) : nullptr;
  return text != nullptr ? text : "";
}

PostgresConnection::Failure classify(std::string_view state, std::string_view message) {
  using Failure = PostgresConnection::Failure;
  if (state == "40001" || state == "40P01") return Failure::kConflict;
  if (state == "0A000" && message.find("cached plan") != std::string_view::npos)
    return Failure::kPreparedStale;
  if (state == "26000" || state == "42P05") return Failure::kPreparedLost;
  // Class 08 is also how a pooler says that it has lost the server.
  if (state.starts_with("08") || state.starts_with("57P")) return Failure::kConnection;
  return Failure::kStatement;
}

// Class 53 is a server without memory, disk or connections; 25006 one that has become a standby; 55 a lock.
bool is_unavailable(std::string_view state) {
  return state.empty() || state.starts_with("08") || state.starts_with("53") || state.starts_with("57") ||
         state == "25006" || state == "55P03" || state == "40001" || state == "40P01";
}

}  // namespace

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::open(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (parsed == nullptr)  // libpq's message would repeat parts of the URL, which may be the password
    return Error(errors::kInvalidOperation, "postgres: not a valid URL")
        .with_arg("the database URL is not valid");
  // What the URL says comes later in the list and wins.
  const std::array<const char*, 8> keys{
      "connect_timeout",  "application_name", "tcp_user_timeout", "keepalives_idle",
      "keepalives_count", "dbname",           "client_encoding",  nullptr};
  const std::array<const char*, 8> values{"5", "genauth", "10000", "15", "3", url.c_str(), "UTF8", nullptr};
  std::unique_ptr<PostgresConnection> opened(
      new PostgresConnection(PQconnectdbParams(keys.data(), values.data(), 1)));
  PGconn* connection = opened->connection_;
  if (connection == nullptr || PQstatus(connection) != CONNECTION_OK)
    return Error(
        errors::kDatabaseUnavailable,
        std::string("postgres: ") + (connection != nullptr ? PQerrorMessage(connection) : "out of memory"));
  PQsetNoticeProcessor(
      connection, [](void*, const char*) {}, nullptr);
  if (PQenterPipelineMode(connection) != 1) return Error(errors::kInternal, "postgres: no pipeline mode");
  return opened;
}

PostgresConnection::~PostgresConnection() {
  PQfinish(connection_);
}

void PostgresConnection::close() {
  PQfinish(connection_);
  connection_ = nullptr;
}

bool PostgresConnection::broken() const {
  return PQstatus(connection_) != CONNECTION_OK;
}

Result<bool> PostgresConnection::behind_pooler() {
  // A pooler invents the process id that it tells its clients; the server tells its own.
  prepared_ = false;
  to_begin_.reset();
  const Rows rows = TRY(query({"backend_pid", "select pg_backend_pid()"}, {}));
  prepared_ = true;
  return rows.empty() || rows.front().integer(0) != PQbackendPID(connection_);
}

bool PostgresConnection::settle() {
  if (unanswered_) {
    unanswered_ = false;
    (void)collect();
  }
  open_ = false;
  failure_ = Failure::kNone;
  expected_.clear();
  return !broken();
}

void PostgresConnection::begin(Isolation isolation) {
  to_begin_ = isolation;
  assumes_ = disproved_ = nothing_else_ = false;
  expected_.clear();
}

bool PostgresConnection::send_begin() {
  if (!to_begin_) return true;
  const char* text = begin_text(*to_begin_);
  to_begin_.reset();
  open_ = true;
  sent_.emplace_back("begin");
  return PQsendQueryParams(connection_, text, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
}

void PostgresConnection::forget_unprepared(std::size_t succeeded) {
  for (const Fresh& fresh : fresh_) {
    if (fresh.place < succeeded) continue;
    std::erase_if(statements_[fresh.key].variants,
                  [&](const Prepared& variant) { return variant.name == fresh.name; });
  }
  fresh_.clear();
}

PostgresConnection::Answer PostgresConnection::collect() {
  Answer good(nullptr, PQclear);
  Answer bad(nullptr, PQclear);
  std::size_t succeeded = 0;
  while (true) {
    Answer next(PQgetResult(connection_), PQclear);
    if (next == nullptr) {  // between two statements, or nothing will come any more
      if (broken()) break;
      continue;
    }
    const ExecStatusType status = PQresultStatus(next.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      expected_.offer(succeeded++, next);
      good = std::move(next);
    } else if (bad == nullptr && status != PGRES_PIPELINE_ABORTED) {
      bad = std::move(next);
    }
  }
  failed_ = succeeded < sent_.size() ? sent_[succeeded] : std::string_view();
  refused_ = !field(bad.get(), PG_DIAG_SQLSTATE).empty();  // libpq's own errors have none
  complete_ = succeeded == sent_.size() && bad == nullptr;
  disproved_ = disproved_ || (assumes_ && field(bad.get(), PG_DIAG_SQLSTATE) == kDivisionByZero);
  forget_unprepared(succeeded);
  expected_.end_exchange();
  sent_.clear();
  return bad != nullptr || broken() ? std::move(bad) : std::move(good);
}

Error PostgresConnection::fail(std::string_view name, const pg_result* answer) {
  const std::string_view state = field(answer, PG_DIAG_SQLSTATE);
  const std::string_view message = field(answer, PG_DIAG_MESSAGE_PRIMARY);
  failure_ = broken() ? Failure::kConnection : disproved_ ? Failure::kDisproved : classify(state, message);
  std::string detail = "postgres: ";
  detail.append(name).append(": ");
  // Messages of class 22 (data exceptions) repeat the value.
  if (state.empty())
    detail.append("the connection broke");
  else
    detail.append(state.starts_with("22") ? "data exception" : message)
        .append(" (")
        .append(state)
        .append(")");
  if (const std::string_view constraint = field(answer, PG_DIAG_CONSTRAINT_NAME); !constraint.empty())
    detail.append(", constraint ").append(constraint);
  return {is_unavailable(state) ? errors::kDatabaseUnavailable : errors::kInternal, std::move(detail)};
}

Result<PostgresConnection::Answer> PostgresConnection::receive() {
  failed_ = sent_.empty() ? std::string_view() : sent_.back();
  Answer answer(nullptr, PQclear);
  complete_ = false;
  if (PQpipelineSync(connection_) == 1) answer = collect();
  if (!complete_ || broken()) return fail(failed_, answer.get());
  return answer;
}

Result<PostgresConnection::Answer> PostgresConnection::expected_answer(Expected::Statement* statement) {
  if (statement->answer == nullptr) {
    if (nothing_else_) {
      sent_.emplace_back("commit");
      if (PQsendQueryParams(connection_, "commit", 0, nullptr, nullptr, nullptr, nullptr, 0) != 1)
        return fail("commit", nullptr);
    }
    TRY(receive());
    open_ = open_ && !nothing_else_;
  }
  return expected_.take(statement);
}

const PostgresConnection::Prepared* PostgresConnection::prepare(const Sql& sql, Statement& statement,
                                                                const WireParams& params) {
  for (const Prepared& variant : statement.variants) {
    if (params.fit(variant.types)) return &variant;
  }
  std::string name = std::string(sql.name) + "#" + std::to_string(++prepared_count_);
  fresh_.push_back({sql.postgres.data(), name, sent_.size()});
  sent_.push_back(sql.name);
  if (PQsendPrepare(connection_, name.c_str(), statement.text.c_str(), params.count(), params.types()) != 1)
    return nullptr;
  const std::span<const Oid> types(params.types(), static_cast<std::size_t>(params.count()));
  return &statement.variants.emplace_back(Prepared{{types.begin(), types.end()}, std::move(name)});
}

bool PostgresConnection::send(const Sql& sql, const WireParams& params) {
  const auto known = statements_.find(sql.postgres.data());
  if (!prepared_ || prepared_count_ >= kPreparedMax || known == statements_.end()) {
    sent_.push_back(sql.name);
    return PQsendQueryParams(connection_, std::string(sql.postgres).c_str(), params.count(), params.types(),
                             params.values(), params.lengths(), params.formats(), 0) == 1;
  }
  const Prepared* variant = prepare(sql, known->second, params);
  if (variant == nullptr) return false;
  sent_.push_back(sql.name);
  return PQsendQueryPrepared(connection_, variant->name.c_str(), params.count(), params.values(),
                             params.lengths(), params.formats(), 0) == 1;
}

std::size_t PostgresConnection::count_parameters(std::string_view text) {
  const auto known = statements_.find(text.data());
  if (known != statements_.end() && known->second.text == text) return known->second.parameters;
  const std::size_t count = parameter_count(text);
  if (known != statements_.end())
    known->second = {std::string(text), count, {}};
  else if (statements_.size() < kPreparedMax)
    statements_.emplace(text.data(), Statement{std::string(text), count, {}});
  return count;
}

// What the server would notice too late or not at all.
Result<void> PostgresConnection::check(const Sql& sql, std::span<const Param> params) {
  if (count_parameters(sql.postgres) != params.size())
    return Error(errors::kInternal, "postgres: " + std::string(sql.name) + ": wrong number of parameters");
  for (const Param& param : params) {
    if (param.kind == Param::Kind::kText && !storable(param.text))
      return unstorable(param.text, "postgres: " + std::string(sql.name) + ": text that is not storable");
  }
  return {};
}

Result<void> PostgresConnection::post(const Sql& sql, std::span<const Param> params) {
  if (Result<void> good = check(sql, params); !good) {
    failure_ = Failure::kStatement;
    return good;
  }
  const WireParams wire(params);
  if (send_begin() && send(sql, wire)) return {};
  failure_ = broken() ? Failure::kConnection : Failure::kStatement;
  return Error(errors::kDatabaseUnavailable, "postgres: " + std::string(sql.name) + ": cannot send");
}

Result<PostgresConnection::Answer> PostgresConnection::run(const Sql& sql, std::span<const Param> params) {
  TRY(post(sql, params));
  return receive();
}

// What cannot be sent is not expected: the query will say why.
void PostgresConnection::expect(const Sql& sql, std::span<const Param> params) {
  if (!check(sql, params)) return;
  const WireParams wire(params);
  if (send_begin() && send(sql, wire)) expected_.add(sql, params, sent_.size() - 1);
}

Result<Rows> PostgresConnection::query(const Sql& sql, std::span<const Param> params) {
  Expected::Statement* expected = expected_.find(sql, params);
  const Answer answer = TRY(expected != nullptr ? expected_answer(expected) : run(sql, params));
  Rows rows;
  if (!add_rows(answer.get(), rows)) {
    failure_ = Failure::kStatement;
    return Error(errors::kInternal, "postgres: " + std::string(sql.name) + ": the result is too large");
  }
  return rows;
}

Result<std::int64_t> PostgresConnection::execute(const Sql& sql, std::span<const Param> params) {
  const Answer answer = TRY(run(sql, params));
  const std::string_view tag = PQcmdStatus(answer.get());
  for (const std::string_view changes : {"INSERT", "UPDATE", "DELETE", "MERGE"}) {
    if (tag.starts_with(changes)) return parse_int(PQcmdTuples(answer.get())).value_or(0);
  }
  return 0;
}

Result<bool> PostgresConnection::changes_one(const Sql& sql, std::span<const Param> params) {
  if (wary_) return TRY(execute(sql, params)) == 1;
  std::string& text = assuming_[sql.postgres.data()];
  // What follows in the exchange, COMMIT included, must not happen if it is not one row: so it is an error.
  if (text.empty())
    text = "with changed as (" + std::string(sql.postgres) +
           " returning 1) select 1 / case when count(*) = 1 then 1 else 0 end from changed";
  assumes_ = true;
  TRY(post({sql.name, text}, params));
  return true;
}

Result<void> PostgresConnection::script(std::string_view text) {
  // Several statements in one text exist only in the simple protocol, outside pipeline mode.
  if (to_begin_) TRY(command(begin_text(*std::exchange(to_begin_, std::nullopt))));
  open_ = true;
  if (!sent_.empty()) TRY(receive());
  PQexitPipelineMode(connection_);
  const Answer answer(PQexec(connection_, std::string(text).c_str()), PQclear);
  PQenterPipelineMode(connection_);
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return {};
  return fail("script", answer.get());
}

Result<void> PostgresConnection::command(const char* text) {
  sent_.emplace_back(text);
  if (PQsendQueryParams(connection_, text, 0, nullptr, nullptr, nullptr, nullptr, 0) != 1)
    return fail(text, nullptr);
  const Answer answer = TRY(receive());
  // COMMIT of a transaction that has failed answers ROLLBACK, without an error.
  if (std::string_view(text) == "commit" && std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    return Error(errors::kInternal, "postgres: commit: the transaction had failed");
  return {};
}

Result<void> PostgresConnection::commit() {
  to_begin_.reset();
  if (!std::exchange(open_, false)) return {};
  const bool alone = sent_.empty();
  Result<void> committed = command("commit");
  // An answer that refuses an earlier command says so; a connection that broke without one says nothing, and
  // one that broke after the answer to COMMIT (then no command has failed) says the opposite.
  passed_over_ = !committed && !alone && refused_ && !failed_.empty() && failed_ != "commit";
  if (committed || broken()) return committed;
  // The transaction is still there, unless it was COMMIT itself that failed.
  const Failure why = failure_;
  (void)command("rollback").has_value();
  failure_ = why;
  return committed;
}

void PostgresConnection::leave_snapshot() {
  to_begin_.reset();
  if (!std::exchange(open_, false) || broken()) return;
  sent_.emplace_back("commit");
  if (PQsendQueryParams(connection_, "commit", 0, nullptr, nullptr, nullptr, nullptr, 0) != 1) return;
  unanswered_ = PQpipelineSync(connection_) == 1;
}

void PostgresConnection::rollback() {
  to_begin_.reset();
  if (!std::exchange(open_, false) || broken()) return;
  // What is posted and fails would take a ROLLBACK of the same exchange with it.
  if (!sent_.empty() && PQpipelineSync(connection_) == 1) (void)collect();
  (void)command("rollback").has_value();
}

}  // namespace genauth::db
