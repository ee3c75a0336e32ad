#include "db/unit.h"

#include "base/log.h"
#include "gen/errors/core.h"

namespace genauth::db {

Error nested_unit() {
  return {errors::kInternal, "db: a unit inside a unit of the same database"};
}

Error poisoned_unit() {
  return {errors::kInternal, "db: the unit went on after a failed statement"};
}

Error exception_in_unit(const char* what) {
  return {errors::kInternal, std::string("db: exception in a unit: ") + (what != nullptr ? what : "unknown")};
}

void run_actions(const std::vector<std::function<void()>>& actions) {
  for (const auto& action : actions) {
    const Result<void> done = guarded(action);
    if (!done) log::error("db.on_commit_failed", {{"detail", done.error().detail()}});
  }
}

UnitWatch::~UnitWatch() {
  if (traces_) log::debug("db.unit", {{"kind", kind_}, {"statements", trace_}});
  const std::int64_t us = (Clock::steady_ns() - start_ns_) / 1000;
  if (us <= std::int64_t{limit_ms_} * 1000) return;
  std::string names;
  for (std::size_t i = 0; i < count_ && i < kNamesMax; ++i) {
    if (i > 0) names += ' ';
    names.append(names_[i]);
  }
  log::warn(
      "db.slow_unit",
      {{"kind", kind_}, {"us", us}, {"count", static_cast<std::int64_t>(count_)}, {"statements", names}});
}

Result<bool> Tx::try_insert(const Sql& sql, std::initializer_list<Param> params) {
  return TRY(execute(sql, params)) > 0;
}

Result<void> Tx::take_turns() {
  static constexpr Sql kReadCommitted{"take_turns", "set transaction isolation level read committed"};
  if (engine() == Engine::kSqlite) return {};
  return post(kReadCommitted, {});
}

Error Tx::refuse(Error error) {
  refused_ = true;
  return error;
}

}  // namespace genauth::db
