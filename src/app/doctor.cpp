// `genauth doctor`: compares what is stored with what it should be.
#include "app/commands.h"
#include "gen/sql/app.h"
#include "modules/pools/pools.h"

namespace genauth::app {
namespace {

constexpr std::int64_t kReportSeals = 1000;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

// What the counters say, a line for each problem.
Result<std::string> check_counters(Installation& in, const std::vector<pools::Pool>& pools) {
  std::string text;
  for (const pools::Pool& pool : pools) {
    const db::Rows rows = TRY(in.database->read([&](db::Session& session) -> Result<db::Rows> {
      return session.query(sql::count_users, {pool.id});
    }));
    if (rows.front().integer(0) != pool.user_count)
      text += "pool " + pool.id + ": the counter says " + number(pool.user_count) + " users, there are " +
              number(rows.front().integer(0)) + "\n";
  }
  return text;
}

// PostgreSQL checks its pages itself, if it was told to when the cluster was made.
Result<std::string> check_file(Installation& in, const Progress& progress) {
  static constexpr db::Sql kQuickCheck{"quick_check", "", "pragma quick_check"};
  if (in.database->engine() != db::Engine::kSqlite) return std::string();
  progress("database file: all pages are read");
  const db::Rows rows =
      TRY(in.database->read([](db::Session& session) { return session.query(kQuickCheck, {}); }));
  if (rows.size() == 1 && rows.front().view(0) == "ok") return std::string("database file: sound\n");
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) text += "database file: DAMAGED: " + rows[i].text(0) + "\n";
  return text;
}

Result<std::string> check_audit(Installation& in, const Progress& progress) {
  std::int64_t told = 0;
  const audit::Chain::Report report =
      TRY(in.audit_chain->verify(*in.database, [&](const audit::Chain::Report& so_far) {
        if (so_far.seals - told < kReportSeals) return;
        told = so_far.seals;
        progress("audit chain: " + number(so_far.seals) + " seals read");
      }));
  std::string text;
  for (const std::string& problem : report.problems) text += problem + "\n";
  if (report.problems_left_out > 0)
    text += "and " + number(report.problems_left_out) + " more problems of the audit chain\n";
  return text + "audit chain: " + number(report.events) + " events in " + number(report.seals) +
         " seals of " + number(report.pools) + " user pools, " +
         (report.problems.empty() ? "unbroken" : "BROKEN") + "\n";
}

}  // namespace

Result<std::string> doctor(Installation& in, const Arguments&, const Progress& progress) {
  std::string text;
  for (const std::string& problem : config::check(in.config)) text += "configuration: " + problem + "\n";
  const auto pools = TRY(in.database->read([](db::Session& session) { return pools::list(session); }));
  text += TRY(check_file(in, progress));
  text += TRY(check_counters(in, pools));
  text += TRY(check_audit(in, progress));
  text += "store: " + number(static_cast<std::int64_t>(pools.size())) + " user pools, the master key fits";
  return text;
}

}  // namespace genauth::app
