// Housekeeping in the background: deletes what has expired, tries unsent messages again, gives memory back.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/installation.h"

namespace genauth::app {

// Runs from construction to destruction, on a thread of its own.
class Sweeper {
 public:
  explicit Sweeper(Installation& installation);
  ~Sweeper();

 private:
  void run();
  void sweep_once();

  Installation& in_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace genauth::app
