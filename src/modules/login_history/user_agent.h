// What a User-Agent header says, for people: which program on which system. A table of well-known tokens, in
// the order in which they decide (Edge says "Chrome" too).
#pragma once
#include <string>
#include <string_view>

namespace genauth::login_history {

struct Program {
  std::string device;  // "Desktop", "Mobile", "Tablet", "Bot" or "Unknown"
  std::string name;    // "Chrome 126.0", or empty
  std::string os;      // "Windows 10", or empty
};

// Pure. Reads at most the first 1024 bytes.
Program parse_user_agent(std::string_view text);

}  // namespace genauth::login_history
