// The folder of an installation: the embedded database, development files, and a lock that keeps a second
// server out.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::app {

// Holds the lock until destroyed. Movable.
class DataDirectory {
 public:
  // Makes the folder (mode 0700) if it is not there. kDataInUse if another process holds the lock.
  static Result<DataDirectory> open(const std::string& path);
  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  // What root made in the folder of another account becomes that account's.
  ~DataDirectory();

  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  bool has(std::string_view name) const;
  // Whole file, at most 1 MB.
  Result<std::string> read(std::string_view name) const;
  // Mode 0600, written beside and renamed, so that a crash leaves the old one or the new one.
  Result<void> write_private(std::string_view name, std::string_view text) const;

 private:
  void hand_over() const;
  DataDirectory(std::string path, int lock_fd) : path_(std::move(path)), lock_fd_(lock_fd) {}
  std::string path_;
  int lock_fd_;
};

}  // namespace genauth::app
