// The local socket of a running server: the way of commands to an installation that is in use. It lies in the
// data directory, which only the server's account can enter, and answers only that account and root.
#pragma once
#include <atomic>
#include <string>
#include <thread>

#include "app/commands.h"

namespace genauth::app {

inline constexpr std::string_view kControlSocket = "control.sock";

// Serves one command at a time, from construction to destruction.
class Control {
 public:
  // Fails if the socket cannot be made; the detail says why.
  static Result<std::unique_ptr<Control>> open(Installation& installation);
  ~Control();

 private:
  Control(Installation& installation, int listener) : in_(installation), listener_(listener) {}
  void run();
  void serve(int connection);

  Installation& in_;
  int listener_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

// Hands the command to the server that holds the data directory. kInvalidOperation if none answers, or if it
// says nothing for half a minute.
Result<std::string> ask_server(const std::string& data_directory, const Arguments& arguments,
                               const Progress& progress);

}  // namespace genauth::app
