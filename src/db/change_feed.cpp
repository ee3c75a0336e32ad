#include "db/change_feed.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>

#include "base/clock.h"
#include "base/log.h"
#include "gen/sql/db.h"

namespace genauth::db {
namespace {

constexpr int kPollMs = 500;
constexpr std::int64_t kPageRows = 1000;
// A number that is still missing after this belongs to a unit that was rolled back: none lives so long.
constexpr std::int64_t kGapMs = 60'000;
// Read again at the start: units that were under way then hold numbers from before it.
constexpr std::int64_t kOverlap = 100;
// After a longer silence the rows may have been trimmed unread.
constexpr std::int64_t kSilenceMs = 600'000;
constexpr Sql kNotify{"notify", "select pg_notify('genauth_changes', '')"};

std::int64_t steady_ms() {
  return Clock::steady_ns() / 1'000'000;
}

class QuietBell final : public Bell {
 public:
  void wait(int timeout_ms) override {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [this] { return rung_; });
    rung_ = false;
  }
  void ring() override {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    wake_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool rung_ = false;
};

}  // namespace

std::unique_ptr<Bell> quiet_bell() {
  return std::make_unique<QuietBell>();
}

Result<void> announce(Tx& tx, std::string_view topic, std::string_view key) {
  TRY(tx.execute(sql::insert_change, {topic, key}));
  if (tx.engine() == Engine::kPostgres) TRY(tx.query(kNotify, {}));
  tx.on_commit(
      [to = tx.subscribers(), topic = std::string(topic), key = std::string(key)] { to->tell(topic, key); });
  return {};
}

Result<std::int64_t> trim_change_log(Database& database, std::int64_t keep_rows) {
  return database.write([&](Tx& tx) { return tx.execute(sql::trim_changes, {keep_rows}); });
}

void Subscribers::add(std::string topic, OnChange on_change) {
  const std::unique_lock lock(mutex_);
  by_topic_.emplace(std::move(topic), std::move(on_change));
}

void Subscribers::tell(std::string_view topic, std::string_view key) const {
  const std::shared_lock lock(mutex_);
  const auto [first, last] = by_topic_.equal_range(topic);
  for (auto it = first; it != last; ++it) it->second(key);
}

void Subscribers::tell_all() const {
  const std::shared_lock lock(mutex_);
  for (const auto& [topic, on_change] : by_topic_) on_change({});
}

bool Subscribers::trusted() const {
  const std::int64_t confirmed = confirmed_ms();
  return confirmed == 0 || steady_ms() - confirmed <= kTrustMs;
}

ChangeFeed::~ChangeFeed() {
  stop_ = true;
  if (!thread_.joinable()) return;
  bell_->ring();
  thread_.join();
}

void ChangeFeed::on_change(std::string topic, Subscribers::OnChange on_change) {
  database_.subscribers()->add(std::move(topic), std::move(on_change));
}

std::int64_t ChangeFeed::late_ms() const {
  return steady_ms() - database_.subscribers()->confirmed_ms();
}

Result<void> ChangeFeed::start() {
  bell_ = database_.bell();  // before the first look, so that nothing rings unheard
  const Rows last = TRY(database_.read([](Session& session) { return session.query(sql::last_change, {}); }));
  settled_ = std::max<std::int64_t>(0, last.front().integer(0) - kOverlap);
  database_.subscribers()->confirm(steady_ms());
  TRY(poll());
  thread_ = std::thread([this] { loop(); });
  return {};
}

Result<void> ChangeFeed::poll() {
  const std::lock_guard lock(polling_);
  const std::int64_t now_ms = steady_ms();
  auto& subscribers = *database_.subscribers();
  if (late_ms() > kSilenceMs) subscribers.tell_all();
  for (std::int64_t after = settled_;;) {
    const Rows rows = TRY(database_.read([&](Session& session) {
      return session.query(sql::changes_after, {after, kPageRows});
    }));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      after = rows[i].integer(0);
      if (told_at_ms_.try_emplace(after, now_ms).second) subscribers.tell(rows[i].view(1), rows[i].view(2));
    }
    if (static_cast<std::int64_t>(rows.size()) < kPageRows) break;
  }
  settle(now_ms);
  database_.subscribers()->confirm(now_ms);
  return {};
}

void ChangeFeed::settle(std::int64_t now_ms) {
  while (!told_at_ms_.empty()) {
    const auto& [sequence, told_ms] = *told_at_ms_.begin();
    if (sequence != settled_ + 1 && now_ms - told_ms < kGapMs) return;
    settled_ = sequence;
    told_at_ms_.erase(told_at_ms_.begin());
  }
}

void ChangeFeed::loop() {
  while (!stop_) {
    bell_->wait(kPollMs);
    if (stop_) return;
    if (const Result<void> done = poll(); !done)
      log::warn("db.change_log_unread", {{"late_ms", late_ms()}, {"detail", done.error().detail()}});
  }
}

}  // namespace genauth::db
