// Takes to other services what they are owed, in the background: to eight at once, to each one after the
// other and in order, so that one who does not answer holds up nobody else. What is owed stands in the store;
// the courier remembers nothing that matters.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "net/workers.h"

namespace genauth::app {

// Runs from construction to destruction, on threads of its own; the end waits for what is under way.
class Courier {
 public:
  static constexpr unsigned kAtOnce = 8;

  enum class Ended : std::uint8_t {
    kDone,       // delivered, refused or given up
    kNoAnswer,   // the receiver was not there: its other errands wait until others had their turn
    kUntouched,  // another process has it, or the store could not be asked
  };
  // `run` makes sure that the errand is not due any more, unless it is untouched.
  struct Errand {
    std::string receiver;
    std::function<Ended()> run;
  };
  // What is due now, oldest first, without that of the receivers in `busy` (",a,b,"). On the courier's
  // thread.
  using Due = std::function<std::vector<Errand>(const std::string& busy)>;

  explicit Courier(Due due);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  void run();
  bool hand_out(std::vector<Errand> due);  // under mutex_
  void carry(const std::string& receiver, const std::vector<Errand>& errands);
  bool is_stopping();

  Due due_;
  std::mutex mutex_;
  std::condition_variable bell_;
  // Under mutex_:
  bool stopping_ = false, freed_ = false;
  std::set<std::string> busy_;
  // Receivers of whose errands none could be touched, until when they are not looked at again.
  std::unordered_map<std::string, std::chrono::steady_clock::time_point> resting_;
  std::uint64_t turn_ = 0;
  std::unordered_map<std::string, std::uint64_t> turns_;  // when a receiver had its last one
  net::Workers lanes_;
  std::thread thread_;
};

}  // namespace genauth::app
