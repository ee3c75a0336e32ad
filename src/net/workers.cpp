#include "net/workers.h"

#include <pthread.h>

#include "base/log.h"

namespace genauth::net {

Workers::Workers(std::string name, unsigned threads, std::size_t queue_capacity) : capacity_(queue_capacity) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this, name] { run(name); });
}

Workers::~Workers() {
  stop();
}

bool Workers::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= capacity_) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Workers::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

std::size_t Workers::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Workers::run(const std::string& name) {
  pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    try {
      work();
    } catch (const std::exception& e) {  // foreign: one piece of work must not take the server down
      log::error("workers.threw", {{"pool", name}, {"what", e.what()}});
    }
    work = nullptr;  // what it holds is let go here, not while the lock is held
    lock.lock();
  }
}

}  // namespace genauth::net
