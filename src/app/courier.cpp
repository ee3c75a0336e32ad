#include "app/courier.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace genauth::app {
namespace {

constexpr auto kPause = std::chrono::seconds(1);
constexpr std::size_t kTurnsMax = 10'000;

std::string list_of(const std::set<std::string>& words) {
  std::string list = ",";
  for (const std::string& word : words) list.append(word).append(",");
  return list;
}

struct Group {
  std::string receiver;
  std::uint64_t turn = 0;
  std::vector<Courier::Errand> errands;
};

}  // namespace

Courier::Courier(Due due)
    : due_(std::move(due)), lanes_("courier", kAtOnce, kAtOnce), thread_([this] { run(); }) {}

Courier::~Courier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  bell_.notify_all();
  thread_.join();
  lanes_.stop();
}

void Courier::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (busy_.size() < kAtOnce) {
      const std::string busy = list_of(busy_);
      lock.unlock();
      std::vector<Errand> due = due_(busy);
      lock.lock();
      if (hand_out(std::move(due))) continue;  // there may be more, for others
    }
    bell_.wait_for(lock, kPause, [this] { return stopping_ || freed_; });
    freed_ = false;
  }
}

// Whoever waited longest comes first.
bool Courier::hand_out(std::vector<Errand> due) {
  std::vector<Group> groups;
  for (Errand& errand : due) {
    auto group = std::ranges::find(groups, errand.receiver, &Group::receiver);
    if (group == groups.end()) {
      const auto last = turns_.find(errand.receiver);
      groups.push_back({errand.receiver, last == turns_.end() ? 0 : last->second, {}});
      group = groups.end() - 1;
    }
    group->errands.push_back(std::move(errand));
  }
  std::ranges::stable_sort(groups, {}, &Group::turn);
  if (turns_.size() > kTurnsMax) turns_.clear();
  bool any = false;
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(resting_, [&](const auto& each) { return each.second <= now; });
  for (Group& group : groups) {
    if (stopping_ || busy_.size() >= kAtOnce) break;
    const std::string receiver = group.receiver;
    if (busy_.contains(receiver) || resting_.contains(receiver)) continue;
    if (!lanes_.post([this, receiver, errands = std::move(group.errands)] { carry(receiver, errands); }))
      break;
    busy_.insert(receiver);
    turns_[receiver] = ++turn_;
    any = true;
  }
  return any;
}

void Courier::carry(const std::string& receiver, const std::vector<Errand>& errands) {
  bool any = false;
  for (const Errand& errand : errands) {
    if (is_stopping()) break;  // one who does not answer must not hold up the end of the server
    const Ended ended = errand.run();
    any = any || ended != Ended::kUntouched;
    if (ended == Ended::kNoAnswer) break;
  }
  const std::lock_guard lock(mutex_);
  busy_.erase(receiver);
  if (!any) resting_[receiver] = std::chrono::steady_clock::now() + kPause;
  freed_ = freed_ || any;
  bell_.notify_all();
}

bool Courier::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace genauth::app
