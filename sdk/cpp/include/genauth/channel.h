#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "genauth/options.h"
#include "genauth/response.h"

namespace genauth {

// One HTTP request, before it is sent.
struct Request {
  std::string method;
  std::string path;
  bool is_public = false;  // needs no token
  std::string query = {};  // encoded, without the question mark
  std::string body = {};
  std::string content_type = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// What came back, not yet understood.
struct Answer {
  Failure failure = Failure::kNone;
  std::string message = {};  // of a failure
  long http_status = 0;
  std::string body = {};
};

// Connections to one server, reused. Any number of threads may call send() at the same time.
class Channel {
 public:
  explicit Channel(Connection connection);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  Answer send(const Request& request);

 private:
  struct Handles;
  Connection connection_;
  std::unique_ptr<Handles> handles_;
};

}  // namespace genauth
