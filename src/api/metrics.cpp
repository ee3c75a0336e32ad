#include "api/metrics.h"

#include <algorithm>

namespace genauth::api {

Metrics::Metrics(std::span<const Operation> operations, std::span<const std::string_view> others)
    : operations_(operations), others_(others), rows_(new Row[operations.size() + 1 + others.size()]) {}

void Metrics::record(const Operation* operation, int status_code, std::int64_t micros) {
  const std::size_t index =
      operation == nullptr ? operations_.size() : static_cast<std::size_t>(operation - operations_.data());
  add(rows_[index], status_code, micros);
}

void Metrics::record(std::string_view other, int status_code, std::int64_t micros) {
  const auto found = std::ranges::find(others_, other);
  const auto behind = found == others_.end() ? 0 : found - others_.begin() + 1;
  add(rows_[operations_.size() + static_cast<std::size_t>(behind)], status_code, micros);
}

void Metrics::add(Row& row, int status_code, std::int64_t micros) {
  const auto group = static_cast<std::size_t>(status_code / 100);
  row.by_class[group < row.by_class.size() ? group : 5].fetch_add(1, std::memory_order_relaxed);
  std::size_t bucket = 0;
  while (bucket < kLatencyBoundsUs.size() && micros > kLatencyBoundsUs[bucket]) ++bucket;
  row.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
  row.micros.fetch_add(static_cast<std::uint64_t>(micros), std::memory_order_relaxed);
}

namespace {

std::string seconds(std::int64_t micros) {
  std::string text = std::to_string(micros / 1'000'000) + ".";
  const std::string rest = std::to_string(micros % 1'000'000);
  return text + std::string(6 - rest.size(), '0') + rest;
}

}  // namespace

std::string_view Metrics::name_of(std::size_t row) const {
  if (row < operations_.size()) return operations_[row].name;
  return row == operations_.size() ? "unmatched" : others_[row - operations_.size() - 1];
}

void Metrics::render(std::string& out) const {
  std::string counts = "# TYPE genauth_calls_total counter\n",
              times = "# TYPE genauth_call_seconds histogram\n";
  for (std::size_t i = 0; i <= operations_.size() + others_.size(); ++i) {
    const Row& row = rows_[i];
    const std::string name(name_of(i));
    std::uint64_t total = 0;
    for (std::size_t group = 0; group < row.by_class.size(); ++group) {
      const std::uint64_t count = row.by_class[group].load(std::memory_order_relaxed);
      if (count == 0) continue;
      total += count;
      counts += "genauth_calls_total{operation=\"" + name + "\",status=\"" + std::to_string(group) +
                "xx\"} " + std::to_string(count) + "\n";
    }
    if (total == 0) continue;
    std::uint64_t running = 0;
    for (std::size_t bucket = 0; bucket <= kLatencyBoundsUs.size(); ++bucket) {
      running += row.buckets[bucket].load(std::memory_order_relaxed);
      const std::string bound = bucket < kLatencyBoundsUs.size() ? seconds(kLatencyBoundsUs[bucket]) : "+Inf";
      times += "genauth_call_seconds_bucket{operation=\"" + name + "\",le=\"" + bound + "\"} " +
               std::to_string(running) + "\n";
    }
    times += "genauth_call_seconds_sum{operation=\"" + name + "\"} " +
             seconds(static_cast<std::int64_t>(row.micros.load(std::memory_order_relaxed))) + "\n";
    times += "genauth_call_seconds_count{operation=\"" + name + "\"} " + std::to_string(running) + "\n";
  }
  out += counts + times;
}

}  // namespace genauth::api
