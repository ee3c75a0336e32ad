#include "crash/power_disk.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace genauth::crash {
namespace {

constexpr std::int64_t kSectorBytes = 512;

}  // namespace

Disk& Disk::instance() {
  static Disk* const disk = new Disk;  // SQLite keeps the VFS for ever
  return *disk;
}

void Disk::cut_after(int operations) {
  const std::lock_guard lock(mutex_);
  operations_left_ = operations;
}

bool Disk::is_cut() {
  const std::lock_guard lock(mutex_);
  return cut_;
}

void Disk::clear() {
  const std::lock_guard lock(mutex_);
  files_.clear();
  operations_left_ = -1;
  cut_ = false;
}

bool Disk::spend_operation() {
  if (cut_) return false;
  if (operations_left_ > 0 && --operations_left_ == 0) cut_ = true;
  return true;
}

bool Disk::write(const std::string& path, std::int64_t at, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (!spend_operation()) return false;
  files_[path].changes.push_back({true, at, std::string(bytes)});
  return !cut_;
}

bool Disk::truncate(const std::string& path, std::int64_t size) {
  const std::lock_guard lock(mutex_);
  if (!spend_operation()) return false;
  files_[path].changes.push_back({false, size, {}});
  return !cut_;
}

bool Disk::sync(const std::string& path) {
  const std::lock_guard lock(mutex_);
  // A sync in which the power goes has promised nothing yet.
  if (!spend_operation() || cut_) return false;
  File& file = files_[path];
  for (const Change& change : file.changes) apply(file.synced, change);
  file.changes.clear();
  file.lasts = true;
  return true;
}

bool Disk::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (cut_) return false;
  files_.erase(path);
  return true;
}

void Disk::apply(std::string& content, const Change& change) {
  const auto at = static_cast<std::size_t>(change.at);
  if (!change.is_write) return content.resize(at);
  content.resize(std::max(content.size(), at + change.bytes.size()));
  content.replace(at, change.bytes.size(), change.bytes);
}

void Disk::apply_torn(std::string& content, const Change& change, std::mt19937& random) {
  if (!change.is_write) {
    if (random() % 2 == 0) apply(content, change);
    return;
  }
  const std::int64_t end = change.at + static_cast<std::int64_t>(change.bytes.size());
  for (std::int64_t from = change.at; from < end;) {
    const std::int64_t to = std::min(end, (from / kSectorBytes + 1) * kSectorBytes);
    if (random() % 2 == 0) {
      const auto skipped = static_cast<std::size_t>(from - change.at);
      apply(content, {true, from, change.bytes.substr(skipped, static_cast<std::size_t>(to - from))});
    }
    from = to;
  }
}

void Disk::restore(Loss loss, std::mt19937& random) {
  const std::lock_guard lock(mutex_);
  for (auto file = files_.begin(); file != files_.end();) {
    auto& [path, state] = *file;
    ::unlink(path.c_str());
    ::unlink((path + "-shm").c_str());  // memory, not disk
    if (loss == Loss::kTorn)
      for (const Change& change : state.changes) apply_torn(state.synced, change, random);
    state.changes.clear();
    if (!state.lasts && (loss == Loss::kUnsynced || random() % 2 == 0)) {
      file = files_.erase(file);
      continue;
    }
    state.lasts = true;
    std::ofstream(path, std::ios::binary) << state.synced;
    ++file;
  }
  operations_left_ = -1;
  cut_ = false;
}

}  // namespace genauth::crash
