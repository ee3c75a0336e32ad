#include "app/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "gen/errors/core.h"

namespace genauth::app {
namespace {

Error failure(const std::string& what) {
  return Error(errors::kInternal, what + ": " + std::strerror(errno));
}

}  // namespace

Result<DataDirectory> DataDirectory::open(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error)
    return Error(errors::kInternal, "cannot make the data directory " + path + ": " + error.message());
  ::chmod(path.c_str(), 0700);  // it holds secrets; if it is not ours, the next line says so
  const int fd = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return failure("cannot open " + path + "/lock");
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return Error(errors::kDataInUse, "the data directory " + path + " is in use by another genauth process");
  }
  return DataDirectory(path, fd);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_fd_(std::exchange(other.lock_fd_, -1)) {}

DataDirectory::~DataDirectory() {
  if (lock_fd_ < 0) return;
  hand_over();
  ::close(lock_fd_);
}

// A command that an administrator runs as root must not leave behind what the server's account cannot open.
// The folder is that account's, who may have put links there: they are not followed, to a second name
// neither.
void DataDirectory::hand_over() const {
  struct stat folder {};
  if (::geteuid() != 0 || ::stat(path_.c_str(), &folder) != 0 || folder.st_uid == 0) return;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
    const int fd = ::open(entry.path().c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) continue;
    struct stat file {};
    if (::fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_nlink == 1 && file.st_uid == 0 &&
        ::fchown(fd, folder.st_uid, folder.st_gid) != 0)
      log::warn("data.not_handed_over", {{"file", entry.path().string()}});
    ::close(fd);
  }
}

bool DataDirectory::has(std::string_view name) const {
  return std::filesystem::exists(file(name));
}

Result<std::string> DataDirectory::read(std::string_view name) const {
  std::ifstream in(file(name), std::ios::binary);
  if (!in) return failure("cannot read " + file(name));
  std::string text(1 << 20, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

Result<void> DataDirectory::write_private(std::string_view name, std::string_view text) const {
  const std::string beside = file(name) + ".new";
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return failure("cannot write " + beside);
  const bool written =
      ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (!written || ::rename(beside.c_str(), file(name).c_str()) != 0)
    return failure("cannot write " + file(name));
  return {};
}

}  // namespace genauth::app
