// `genauth migrate --to postgres://…`: an embedded installation becomes one on PostgreSQL.
#include <unistd.h>

#include <cstdio>

#include "app/commands.h"
#include "app/move.h"
#include "app/operator.h"

namespace genauth::app {
namespace {

constexpr int kBarWidth = 30;

// On a terminal one line that grows, elsewhere a line for every tenth of the way.
class Bar {
 public:
  void show(const MoveState& state) {
    const std::int64_t total = std::max<std::int64_t>(1, state.rows_total);
    const auto percent = static_cast<int>(state.rows * 100 / total);
    if (percent < shown_ + (terminal_ ? 1 : 10) && state.rows < state.rows_total) return;
    shown_ = percent;
    const std::string bar(static_cast<std::size_t>(percent * kBarWidth / 100), '#');
    std::fprintf(stderr, "%s[%-*s] %3d %%  %lld of %lld rows  %-20s%s", terminal_ ? "\r" : "", kBarWidth,
                 bar.c_str(), percent, static_cast<long long>(state.rows),
                 static_cast<long long>(state.rows_total), state.table.c_str(), terminal_ ? "" : "\n");
  }
  ~Bar() {
    if (terminal_ && shown_ >= 0) std::fputc('\n', stderr);
  }

 private:
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  int shown_ = -10;
};

Result<MoveReport> move_installation(const config::Config& config, const std::string& url) {
  const auto installation = TRY(open_installation(config, Schema::kMustBeCurrent));
  db::Options options;
  options.url = url;
  options.connections = 1;
  const auto target = TRY(db::Database::open(options));
  Bar bar;
  return move_all(*installation->database, *target, db::migrations(),
                  [&](const MoveState& state) { bar.show(state); });
}

}  // namespace

int move_to(const config::Config& config, const std::string& url) {
  const auto moved = move_installation(config, url);
  if (!moved) {
    std::fprintf(stderr, "genauth: nothing was moved: %s\n", reason_of(moved.error()).c_str());
    return 1;
  }
  std::fprintf(
      stdout,
      "Moved %lld rows in %lld tables; numbers and digests agree. Start the server with database.url "
      "set to the target and the same master key; what is in %s is not read any more.\n",
      static_cast<long long>(moved->rows), static_cast<long long>(moved->tables),
      config.data.directory.c_str());
  return 0;
}

}  // namespace genauth::app
