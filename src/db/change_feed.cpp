#include "db/change_feed.h"

namespace genauth::db {

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

}  // namespace genauth::db
