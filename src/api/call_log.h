// The one log line that each call of an operation leaves (event "call"). Thread-safe.
#pragma once
#include <cstdint>

#include "api/pipeline.h"
#include "base/error.h"

namespace genauth::api {

// Null: `operation` where none matched, `call` where it was refused before there was one, `error` after
// success. `client` in the line is the program that called, as it names itself: the first word of
// x-authing-sdk-version, else of User-Agent.
void log_call(const Incoming& incoming, const Operation* operation, const Call* call, int status_code,
              const Error* error, std::int64_t micros);

}  // namespace genauth::api
