// A disk that loses power: an SQLite VFS that forgets what was never synced.
//
// The running database works on real files, through the default VFS. Beside them the disk keeps an image of
// what a power cut would leave: what each file held at its last sync, and what was written to it since.
// Creating a file lasts from its first sync on, as SQLite syncs the folder with it.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::crash {

enum class Loss : std::uint8_t {
  kUnsynced,  // every write since the last sync is gone
  kTorn,      // of those writes any sectors are there and any are not, whatever their order was
};

// Thread-safe, except restore(). There is one, registered as the VFS kVfs by its first use; it is never
// destroyed.
class Disk {
 public:
  static constexpr const char* kVfs = "power";
  static Disk& instance();

  // Cuts the power at the nth write, truncation or sync from now on: from that one on all of them fail.
  void cut_after(int operations);
  bool is_cut();
  // After the cut, with the database closed: replaces the files by what the cut left of them, and turns the
  // power on.
  void restore(Loss loss, std::mt19937& random);
  // Forgets all files; whatever lies in the file system is none of its business any more.
  void clear();

  // For the VFS. False when there is no power.
  bool write(const std::string& path, std::int64_t at, std::string_view bytes);
  bool truncate(const std::string& path, std::int64_t size);
  bool sync(const std::string& path);
  bool remove(const std::string& path);

 private:
  Disk();
  struct Change {
    bool is_write;
    std::int64_t at;  // or the new size
    std::string bytes;
  };
  struct File {
    bool lasts = false;  // there after a cut, even if empty
    std::string synced;
    std::vector<Change> changes;  // since then
  };
  static void apply(std::string& content, const Change& change);
  static void apply_torn(std::string& content, const Change& change, std::mt19937& random);
  bool spend_operation();  // false: no power; the lock is held

  std::mutex mutex_;
  std::map<std::string, File> files_;
  int operations_left_ = -1;  // -1: no cut is due
  bool cut_ = false;
};

}  // namespace genauth::crash
