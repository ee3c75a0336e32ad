#include "db/migrator.h"

#include <algorithm>

#include "gen/errors/objects.h"

namespace genauth::db {
namespace {

constexpr Sql kCreate{"create_schema_migrations",
                      "create table if not exists schema_migrations (number bigint not null primary key, "
                      "name text not null, checksum text not null, applied_at bigint not null)"};
constexpr Sql kList{"list_migrations",
                    "select number, name, checksum from schema_migrations order by number"};
constexpr Sql kInsert{
    "insert_migration",
    "insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)"};

std::string label(std::int64_t number, std::string_view name) {
  std::string digits = std::to_string(number);
  return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits + "_" + std::string(name);
}

Error refusal(const std::string& why) {
  return Error(errors::kInvalidOperation, "migrate: " + why).with_arg(why);
}

// How many of `steps` the database has; the first ones, or it is refused.
Result<std::size_t> count_applied(Session& session, std::span<const Migration> steps) {
  const Rows rows = TRY(session.query(kList, {}));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string found = label(rows[i].integer(0), rows[i].view(1));
    if (i >= steps.size())
      return refusal("the database has the step " + found +
                     ", which this program does not know (it ends at " + std::to_string(steps.size()) +
                     "): use the newer program");
    if (rows[i].integer(0) != steps[i].number || rows[i].view(2) != steps[i].checksum)
      return refusal("the database has the step " + found + " in another form than this program's " +
                     label(steps[i].number, steps[i].name) + ": it was made by another build");
  }
  return rows.size();
}

Result<void> apply(Tx& tx, const Migration& step, std::int64_t now_ms) {
  TRY(tx.script(tx.engine() == Engine::kSqlite ? step.sqlite : step.postgres));
  TRY(tx.execute(kInsert, {step.number, step.name, step.checksum, now_ms}));
  return {};
}

// Applies the next step, unless another process was faster; how many the database has then.
Result<std::size_t> advance(Tx& tx, std::span<const Migration> steps, std::int64_t now_ms) {
  TRY(tx.execute(kCreate, {}));
  const std::size_t have = TRY(count_applied(tx, steps));
  if (have == steps.size()) return have;
  Result<void> applied = apply(tx, steps[have], now_ms);
  if (!applied)
    return std::move(applied).error().with_detail("migrate: " + label(steps[have].number, steps[have].name) +
                                                  ": " + applied.error().detail());
  return have + 1;
}

// What a dry run wants to know, without leaving a trace: the unit ends with an error on purpose.
Result<std::size_t> look(Database& database, std::span<const Migration> steps) {
  std::size_t have = 0;
  bool looked = false;
  const Result<void> undone = database.write_exclusive([&](Tx& tx) -> Result<void> {
    TRY(tx.execute(kCreate, {}));
    have = TRY(count_applied(tx, steps));
    looked = true;
    return Error(errors::kInvalidOperation, "dry run");
  });
  if (!looked) return undone.error().clone();
  return have;
}

}  // namespace

Result<MigrationReport> migrate(Database& database, std::span<const Migration> steps, std::int64_t now_ms,
                                bool dry_run) {
  const std::size_t before = TRY(look(database, steps));
  std::size_t have = before;
  while (!dry_run && have < steps.size())
    have = TRY(database.write_exclusive([&](Tx& tx) { return advance(tx, steps, now_ms); }));
  MigrationReport report;
  report.version_before = static_cast<int>(before);
  report.version = static_cast<int>(have);
  for (std::size_t i = before; i < steps.size(); ++i)
    report.applied.push_back(label(steps[i].number, steps[i].name));
  return report;
}

Result<void> apply_all(Tx& tx, std::span<const Migration> steps, std::int64_t now_ms) {
  for (std::size_t have = 0; have < steps.size();) have = TRY(advance(tx, steps, now_ms));
  return {};
}

Result<std::unique_ptr<Database>> open_for_migration(const Options& options) {
  Options direct = options;
  if (!options.migration_url.empty()) direct.url = options.migration_url;
  direct.connections = 1;
  return Database::open(direct);
}

}  // namespace genauth::db
