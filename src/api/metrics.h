// Counters and latency histograms of the operations, in the Prometheus text format (version 0.0.4).
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "api/operation.h"

namespace genauth::api {

// Upper bounds of the histogram's buckets, in microseconds; one more bucket takes the rest.
inline constexpr std::array<std::int64_t, 10> kLatencyBoundsUs = {
    100, 500, 1'000, 5'000, 10'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000};

// Thread-safe; relaxed atomics, a few nanoseconds a call.
class Metrics {
 public:
  // `others` names what is called beside the operations; the names outlive this.
  explicit Metrics(std::span<const Operation> operations, std::span<const std::string_view> others = {});

  // `operation` null: a request that matched none. `status_code` as in the envelope.
  void record(const Operation* operation, int status_code, std::int64_t micros);
  // One of the others; a name that is none of them counts as unmatched.
  void record(std::string_view other, int status_code, std::int64_t micros);
  // Appends the exposition of all operations that were called at least once.
  void render(std::string& out) const;

 private:
  struct Row {
    std::array<std::atomic<std::uint64_t>, 7> by_class{};  // statusCode / 100
    std::array<std::atomic<std::uint64_t>, kLatencyBoundsUs.size() + 1> buckets{};
    std::atomic<std::uint64_t> micros{0};
  };
  static void add(Row& row, int status_code, std::int64_t micros);
  std::string_view name_of(std::size_t row) const;

  std::span<const Operation> operations_;
  std::span<const std::string_view> others_;
  std::unique_ptr<Row[]> rows_;  // the operations, the unmatched, the others
};

}  // namespace genauth::api
