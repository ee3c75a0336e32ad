#include "modules/apply/apply.h"

#include "gen/error_table.h"
#include "gen/errors/objects.h"
#include "modules/apply/steps.h"
#include "modules/audit/audit.h"
#include "modules/pools/pools.h"

namespace genauth::apply {
namespace {

Error at(const Step& step, const Error& error) {
  std::string why = error.detail().empty() ? std::string(error_row(error.code()).key) : error.detail();
  if (error.detail().empty() && !error.arg().empty()) why += ": " + error.arg();
  return Error(error.code(), step.where + ": " + why);
}

Result<void> run_step(const Step& step, Work& work) {
  Result<void> done = step.run(work);
  if (!done) return at(step, done.error());
  return {};
}

Result<void> record(db::Tx& tx, std::string_view pool_id, const std::vector<std::string>& lines,
                    std::int64_t now_ms) {
  for (const std::string& line : lines)
    TRY(audit::record(tx, {.pool_id = pool_id, .type = "apply", .actor = "command line", .detail = line},
                      now_ms));
  return {};
}

std::string report(const std::vector<std::string>& lines, bool dry_run) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  if (lines.empty()) return "Nothing to do";
  return text + std::to_string(lines.size()) + (lines.size() == 1 ? " change" : " changes") +
         (dry_run ? ", not made (dry run)" : "");
}

// All steps in one unit that is rolled back: what they would do, each after those before it.
Result<std::vector<std::string>> rehearse(db::Database& database, const std::string& pool_id,
                                          const Steps& steps, std::int64_t now_ms) {
  std::vector<std::string> lines;
  bool finished = false;
  const Result<void> ended = database.write([&](db::Tx& tx) -> Result<void> {
    finished = false;
    Work work{tx, pool_id, now_ms};
    for (const Step& step : steps) TRY(run_step(step, work));
    lines = std::move(work.lines);
    finished = true;
    return Error(errors::kInvalidOperation, "dry run");
  });
  if (!finished) return ended.error().clone();
  return lines;
}

Result<std::vector<std::string>> perform(db::Database& database, const std::string& pool_id,
                                         const Steps& steps, std::int64_t now_ms) {
  std::vector<std::string> lines;
  for (const Step& step : steps) {
    std::vector<std::string> done = TRY(database.write([&](db::Tx& tx) -> Result<std::vector<std::string>> {
      Work work{tx, pool_id, now_ms};
      TRY(run_step(step, work));
      TRY(record(tx, pool_id, work.lines, now_ms));
      return std::move(work.lines);
    }));
    lines.insert(lines.end(), done.begin(), done.end());
  }
  return lines;
}

}  // namespace

Result<std::string> run(db::Database& database, const dto::ApplyPool& wanted, bool dry_run,
                        std::int64_t now_ms) {
  const Result<pools::Pool> pool =
      database.read([&](db::Session& session) { return pools::find(session, wanted.pool); });
  if (!pool) return Error(pool.error().code(), "pool: there is no user pool " + wanted.pool);
  Steps steps;
  add_people(steps, wanted);
  add_trees(steps, wanted);
  add_rights(steps, wanted);
  add_invitations(steps, wanted);
  const std::vector<std::string> lines =
      TRY(dry_run ? rehearse(database, pool->id, steps, now_ms) : perform(database, pool->id, steps, now_ms));
  return report(lines, dry_run);
}

}  // namespace genauth::apply
