// Signing in at a CAS server: the browser goes there and comes back with a ticket, which we have validated.
// apereo.github.io/cas: CAS Protocol 3.0 Specification.
//
//   redirect the browser to login_url(server, service);
//   Person person = TRY(client.validate(server, service, ticket));
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http_client.h"

namespace genauth::cas {

enum class Protocol { kCas1, kCas2, kCas3 };

struct Server {
  std::string url;  // "https://cas.example.com/cas"
  Protocol protocol = Protocol::kCas3;
};

struct Person {
  std::string user;
  std::map<std::string, std::vector<std::string>, std::less<>> attributes;  // names in lower case
};

// `service` is our callback, state included; the same text goes to both.
std::string login_url(const Server& server, std::string_view service);

// What a validation answered. kSourceRefused (arg: CAS's code), kSourceAnswerInvalid: not such an answer.
Result<Person> read_answer(Protocol protocol, std::string_view body);

// Thread-safe; waits for the server.
class Client {
 public:
  explicit Client(net::HttpClient::Options options) : http_(std::move(options)) {}

  // kSourceRefused, kSourceAnswerInvalid, kProviderUnreachable.
  Result<Person> validate(const Server& server, std::string_view service, std::string_view ticket) const;

 private:
  net::HttpClient http_;
};

}  // namespace genauth::cas
