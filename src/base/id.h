// Identifiers of rows: 24 lower-case hex digits, the form that existing clients know.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace genauth {

// 4 bytes of seconds, 3 bytes of sub-second time and sequence (so ids of one process ascend, which keeps
// B-tree inserts on the last page), 5 random bytes. `now_ms` is the caller's clock. Thread-safe. An id is a
// name, never a capability: knowing one grants nothing.
std::string new_id(std::int64_t now_ms);

bool is_id(std::string_view text);  // 24 lower-case hex digits

// RFC 9562 version 4, for request ids.
std::string new_uuid();

// Fills from the kernel's generator, buffered per thread. Aborts if the kernel has none to give.
// For ids only; secrets come from crypto::random_bytes.
void fast_random(void* out, std::size_t size);

}  // namespace genauth
