#include "modules/events/hub.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/log.h"
#include "db/change_feed.h"
#include "gen/error_table.h"
#include "gen/errors/events.h"

namespace genauth::events {
namespace {

constexpr auto kPause = std::chrono::milliseconds(500);
constexpr auto kShortPause = std::chrono::milliseconds(20);  // while somebody catches up
constexpr auto kGather = std::chrono::milliseconds(50);  // at least between two looks: one serves many events
constexpr int kPage = 500, kCatchUpPage = 50;
constexpr std::size_t kCatchUpBacklog = net::kWebSocketQueueMax / 4;

std::string frame_of(const event_log::Event& event) {
  std::string frame = "{\"id\":" + std::to_string(event.position) + ",\"code\":" + json_quote(event.code) +
                      ",\"time\":" + std::to_string(event.created_at) + ",\"data\":" + event.data;
  if (!event.sender.empty()) frame.append(",\"sender\":").append(event.sender);
  return frame += '}';
}

}  // namespace

struct Hub::Subscriber {
  Subscription wants;
  std::shared_ptr<net::WebSocket> socket;
  std::int64_t position = -1;  // what was sent last; below 0: starts where the hub is
  std::atomic<bool> gone{false};

  bool hears(const event_log::Event& event) const {
    return event.position > position &&
           (!event.is_public || wants.user_id.empty() || wants.user_id == event.user_id);
  }
};

// Shared with the connection; forgets the hub's subscriber when the socket closes. The hub outlives the
// server.
class Hub::Listener final : public net::WebSocketListener {
 public:
  // `wants` has entered.
  Listener(Hub& hub, Subscription wants) : hub_(hub), subscriber_(std::make_shared<Subscriber>()) {
    subscriber_->wants = std::move(wants);
  }
  ~Listener() override { leave(); }  // also of a handshake that came to nothing
  void opened(std::shared_ptr<net::WebSocket> socket) override {
    subscriber_->socket = std::move(socket);
    hub_.add(subscriber_);
  }
  void closed() override {
    hub_.remove(subscriber_);
    leave();
  }

 private:
  void leave() {
    if (std::exchange(counts_, false)) hub_.leave(subscriber_->wants.owner);
  }

  Hub& hub_;
  bool counts_ = true;
  std::shared_ptr<Subscriber> subscriber_;
};

Hub::Hub(db::Database& database, const Clock& clock, std::int64_t sockets_per_owner, std::int64_t check_ms)
    : database_(database), clock_(clock), sockets_per_owner_(sockets_per_owner), check_ms_(check_ms) {}

Hub::~Hub() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  bell_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Hub::start() {
  for (const std::string_view topic : {event_log::kNewEvents, event_log::kPlacedEvents})
    database_.subscribers()->add(std::string(topic), [this](std::string_view) { ring(); });
  thread_ = std::thread([this] { run(); });
}

Result<std::shared_ptr<net::WebSocketListener>> Hub::listener(Subscription subscription) {
  if (!enter(subscription.owner))
    return Error(errors::kTooManySockets).with_arg(std::to_string(sockets_per_owner_));
  return std::shared_ptr<net::WebSocketListener>(std::make_shared<Listener>(*this, std::move(subscription)));
}

bool Hub::enter(const std::string& owner) {
  if (owner.empty()) return true;
  const std::lock_guard lock(mutex_);
  std::int64_t& open = sockets_of_[owner];
  if (sockets_per_owner_ > 0 && open >= sockets_per_owner_) return false;
  ++open;
  return true;
}

void Hub::leave(const std::string& owner) {
  if (owner.empty()) return;
  const std::lock_guard lock(mutex_);
  const auto found = sockets_of_.find(owner);
  if (found != sockets_of_.end() && --found->second == 0) sockets_of_.erase(found);
}

void Hub::ring() {
  {
    const std::lock_guard lock(mutex_);
    rung_ = true;
  }
  bell_.notify_one();
}

void Hub::add(std::shared_ptr<Subscriber> subscriber) {
  open_.fetch_add(1, std::memory_order_relaxed);
  {
    const std::lock_guard lock(mutex_);
    arrived_.push_back(std::move(subscriber));
    rung_ = true;
  }
  bell_.notify_one();
}

void Hub::remove(const std::shared_ptr<Subscriber>& subscriber) {
  open_.fetch_sub(1, std::memory_order_relaxed);
  subscriber->gone = true;
  const std::lock_guard lock(mutex_);
  std::erase(arrived_, subscriber);
  const auto found = live_.find({subscriber->wants.pool_id, subscriber->wants.code});
  if (found == live_.end()) return;
  std::erase(found->second, subscriber);
  if (found->second.empty()) live_.erase(found);
}

void Hub::run() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      const auto pause = has_progress_ || !unchecked_.empty() ? kShortPause : kPause;
      bell_.wait_for(lock, pause, [this] { return rung_ || stop_; });
      if (stop_) return;
      rung_ = false;
    }
    const std::int64_t before = position_;
    look();
    if (position_ == before || has_progress_) continue;
    std::unique_lock lock(mutex_);
    if (bell_.wait_for(lock, kGather, [this] { return stop_; })) return;
  }
}

// A store that is out of reach is tried again at the next look; positions are kept meanwhile, so nothing is
// missed.
void Hub::look() {
  place();
  deliver();
  welcome();
  check_some();
}

void Hub::place() {
  const Result<bool> waiting =
      database_.read([](db::Session& session) { return event_log::has_waiting(session); });
  if (!waiting || !*waiting) return;
  for (;;) {
    const Result<std::int64_t> placed = event_log::place(database_, kPage);
    if (!placed) log::warn("events.not_placed", {{"why", placed.error().detail()}});
    if (!placed || *placed < kPage) return;
  }
}

void Hub::deliver() {
  if (position_ < 0) {
    const auto last = database_.read([](db::Session& session) { return event_log::last_position(session); });
    if (!last) return;
    position_ = *last;
  }
  for (;;) {
    const auto events = database_.read(
        [&](db::Session& session) { return event_log::read_after(session, position_, kPage); });
    if (!events) return log::warn("events.not_read", {{"why", events.error().detail()}});
    const std::lock_guard lock(mutex_);
    for (const event_log::Event& event : *events) {
      position_ = event.position;
      const auto found = live_.find({event.pool_id, event.code});
      if (found == live_.end()) continue;
      const auto frame = std::make_shared<const std::string>(frame_of(event));
      for (const auto& subscriber : found->second) {
        if (!subscriber->hears(event)) continue;
        subscriber->position = event.position;
        subscriber->socket->send(frame);
      }
    }
    if (events->size() < static_cast<std::size_t>(kPage)) return;
  }
}

// New subscribers become live once they have been sent what lies between `since` and the hub's own position.
void Hub::welcome() {
  Subscribers arrived;
  {
    const std::lock_guard lock(mutex_);
    arrived.swap(arrived_);
  }
  has_progress_ = false;
  for (const auto& subscriber : arrived) {
    const std::int64_t before = subscriber->position;
    const bool ready = position_ >= 0 && catch_up(*subscriber);
    has_progress_ = has_progress_ || subscriber->position != before;
    const std::lock_guard lock(mutex_);
    if (subscriber->gone) continue;
    if (ready) {
      live_[{subscriber->wants.pool_id, subscriber->wants.code}].push_back(subscriber);
    } else {
      arrived_.push_back(subscriber);  // slow, or the store is out of reach: again at the next look
    }
  }
}

// One page, if the socket has taken most of the one before. True when nothing is left of the past.
bool Hub::catch_up(Subscriber& subscriber) {
  const Subscription& wants = subscriber.wants;
  if (subscriber.position < 0) subscriber.position = wants.since.value_or(position_);
  if (subscriber.position >= position_) return true;
  if (subscriber.socket->backlog() > kCatchUpBacklog) return false;
  const auto events = database_.read([&](db::Session& session) {
    return event_log::replay(session, wants.pool_id, wants.code, wants.user_id, subscriber.position,
                             kCatchUpPage);
  });
  if (!events) return false;
  for (const event_log::Event& event : *events) {
    if (event.position > position_) break;  // comes with the live ones
    subscriber.position = event.position;
    subscriber.socket->send(std::make_shared<const std::string>(frame_of(event)));
    if (subscriber.socket->backlog() > kCatchUpBacklog) return false;
  }
  if (events->size() == static_cast<std::size_t>(kCatchUpPage)) return false;
  subscriber.position = std::max(subscriber.position, position_);
  return true;
}

// A slice at a time, so that a large round does not keep events waiting. Nothing is closed inside the read,
// which may run twice, and nothing because the store is out of reach: then the next round asks again.
void Hub::check_some() {
  constexpr std::size_t kSlice = 1000;
  if (unchecked_.empty()) {
    const std::int64_t steady_ms = Clock::steady_ns() / 1'000'000;
    if (steady_ms - checked_ms_ < check_ms_) return;
    checked_ms_ = steady_ms;
    const std::lock_guard lock(mutex_);
    for (const auto& [_, subscribers] : live_)
      unchecked_.insert(unchecked_.end(), subscribers.begin(), subscribers.end());
    unchecked_.insert(unchecked_.end(), arrived_.begin(), arrived_.end());
  }
  const auto from = unchecked_.end() - static_cast<std::ptrdiff_t>(std::min(kSlice, unchecked_.size()));
  const Subscribers slice(from, unchecked_.end());
  unchecked_.erase(from, unchecked_.end());
  const std::int64_t now_ms = clock_.now_ms();
  std::vector<std::string_view> reasons;
  const Result<void> done = database_.read([&](db::Session& session) -> Result<void> {
    reasons.assign(slice.size(), "");
    for (std::size_t i = 0; i < slice.size(); ++i) {
      const Subscription& wants = slice[i]->wants;
      if (wants.expires_at != 0 && wants.expires_at <= now_ms) {
        reasons[i] = "token expired";
      } else if (wants.check) {
        Result<void> holds = wants.check(session, now_ms);
        if (!holds && error_row(holds.error().code()).status_code >= 500) return holds;
        if (!holds) reasons[i] = "credential ended";
      }
    }
    return {};
  });
  if (done) return end_unwanted(slice, reasons);
  unchecked_.clear();
  log::warn("events.not_checked", {{"why", done.error().detail()}});
}

void Hub::end_unwanted(const Subscribers& slice, const std::vector<std::string_view>& reasons) {
  for (std::size_t i = 0; i < slice.size(); ++i)
    if (!reasons[i].empty()) slice[i]->socket->close(net::CloseCode::kPolicy, std::string(reasons[i]));
}

}  // namespace genauth::events
