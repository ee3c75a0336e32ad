#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace genauth {

// Why no answer of the server could be understood. Nothing in this SDK throws for any of these.
enum class Failure {
  kNone,     // there is an answer; status_code tells how it went
  kConnect,  // no connection: unknown host, refused, broken off
  kTimeout,  // connecting or answering took longer than the options allow
  kTls,      // the server's certificate is not trusted
  kAnswer,   // what came back is no answer of GenAuth
};

// What every answer has. status_code 200 is success; others are as in the reference, 0 with a failure.
struct ResponseHead {
  std::int64_t status_code = 0;
  std::string message;
  std::optional<std::int64_t> api_code;  // finer code of an error, where there is one
  std::string request_id;                // for questions to the administrator
  Failure failure = Failure::kNone;

  bool ok() const { return failure == Failure::kNone && status_code == 200; }
};

// The answer to one call. `data` is there when ok() and the server sent some.
template <class T>
struct Response : ResponseHead {
  std::optional<T> data;
};

template <>
struct Response<void> : ResponseHead {};

}  // namespace genauth
