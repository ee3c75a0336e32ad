// What both engines share about a unit of work. Internal to src/db.
#pragma once
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"
#include "db/database.h"

namespace genauth::db {

// Marks the thread as running a unit of `database`, so that a unit inside a unit can be refused.
class UnitScope {
 public:
  explicit UnitScope(const void* database) : outer_(current_) { current_ = database; }
  ~UnitScope() { current_ = outer_; }
  UnitScope(const UnitScope&) = delete;
  UnitScope& operator=(const UnitScope&) = delete;
  static bool inside(const void* database) { return current_ == database; }

 private:
  static inline thread_local const void* current_ = nullptr;
  const void* outer_;
};

Error nested_unit();
Error poisoned_unit();
Error exception_in_unit(const char* what);  // null: not a std::exception

// Measures one unit and remembers which statements it ran; logs it when it was slow, and each at level debug
// (event "db.unit").
class UnitWatch {
 public:
  UnitWatch(std::string_view kind, int limit_ms)
      : kind_(kind),
        limit_ms_(limit_ms),
        traces_(log::level() <= log::Level::kDebug),
        start_ns_(Clock::steady_ns()) {}
  ~UnitWatch();
  UnitWatch(const UnitWatch&) = delete;
  UnitWatch& operator=(const UnitWatch&) = delete;
  void add(std::string_view statement) {
    if (count_ < kNamesMax) names_[count_] = statement;
    ++count_;
    if (traces_) trace_.append(trace_.empty() ? "" : " ").append(statement);
  }

 private:
  static constexpr std::size_t kNamesMax = 12;
  std::string_view kind_;
  int limit_ms_;
  bool traces_;
  std::int64_t start_ns_;
  std::size_t count_ = 0;
  std::string_view names_[kNamesMax];
  std::string trace_;
};

// After the commit, in order. One that throws is logged: the unit is committed all the same.
void run_actions(const std::vector<std::function<void()>>& actions);

// Runs `body` and turns what it throws into an error. Stores throw nothing, but what they call may.
template <class Body>
Result<void> guarded(Body&& body) {
  try {
    body();
    return {};
  } catch (const std::exception& thrown) {
    return exception_in_unit(thrown.what());
  } catch (...) {
    return exception_in_unit(nullptr);
  }
}

}  // namespace genauth::db
