// Threads that may wait, for work that an event loop must not do.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace genauth::net {

// A fixed number of threads behind a bounded queue, first in, first out. Thread-safe.
class Workers {
 public:
  // `name` (at most 15 characters) is what the threads are called in top and in stack traces.
  Workers(std::string name, unsigned threads, std::size_t queue_capacity);
  ~Workers();  // stops
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False if the queue is full or the pool has been stopped: the caller answers "busy", nothing has been
  // kept.
  bool post(std::function<void()> work);
  // Takes no more work, finishes what is queued, joins the threads. Not from one of them.
  void stop();
  std::size_t queued() const;

 private:
  void run(const std::string& name);

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;  // under mutex_, as is stopping_
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace genauth::net
