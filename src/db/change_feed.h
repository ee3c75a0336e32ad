// How caches learn that something changed, in this process and in others.
//
// A unit that changes what somebody caches says so: TRY(announce(tx, "application", app_id)). After the
// commit the subscribers of the same process are told at once, before write() returns; other processes read
// the row from the table change_log within half a second (sooner on PostgreSQL, where NOTIFY shortens the
// wait).
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace genauth::db {

// Who listens to what, in one process. Thread-safe.
class Subscribers {
 public:
  using OnChange = std::function<void(std::string_view key)>;
  // For good: subscribers live as long as the Database.
  void add(std::string topic, OnChange on_change);
  void tell(std::string_view topic, std::string_view key) const;
  // An empty key to every topic: everything may have changed.
  void tell_all() const;

 private:
  mutable std::shared_mutex mutex_;
  std::multimap<std::string, OnChange, std::less<>> by_topic_;
};

}  // namespace genauth::db
