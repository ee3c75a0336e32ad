// The VFS of power_disk.h: the default one, with what is written told to the disk. Only databases, journals
// and WALs are files to it; the shared memory beside a WAL is memory, and temporary files die with the
// process.
#include <cstring>
#include <new>

#include "crash/power_disk.h"

namespace genauth::crash {
namespace {

struct Handle {
  sqlite3_file base;  // first, as SQLite wants it
  std::string* path;  // null: not ours to watch
};

// The default VFS's file lies behind the handle.
sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<Handle*>(file) + 1);
}
const std::string* path_of(sqlite3_file* file) {
  return reinterpret_cast<Handle*>(file)->path;
}
sqlite3_vfs* below(sqlite3_vfs* vfs) {
  return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int close_file(sqlite3_file* file) {
  const int status = real(file)->pMethods->xClose(real(file));
  delete reinterpret_cast<Handle*>(file)->path;
  return status;
}
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
  if (path_of(file) != nullptr && !Disk::instance().write(*path_of(file), at, bytes))
    return SQLITE_IOERR_WRITE;
  return real(file)->pMethods->xWrite(real(file), from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (path_of(file) != nullptr && !Disk::instance().truncate(*path_of(file), size))
    return SQLITE_IOERR_TRUNCATE;
  return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
  if (path_of(file) == nullptr) return real(file)->pMethods->xSync(real(file), flags);
  return Disk::instance().sync(*path_of(file)) ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* held) {
  return real(file)->pMethods->xCheckReservedLock(real(file), held);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
int device_characteristics(sqlite3_file* file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** to) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
  real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
  return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: no memory mapping, which would write behind our back.
constexpr sqlite3_io_methods kMethods{2,
                                      close_file,
                                      read_file,
                                      write_file,
                                      truncate_file,
                                      sync_file,
                                      file_size,
                                      lock_file,
                                      unlock_file,
                                      check_reserved_lock,
                                      file_control,
                                      sector_size,
                                      device_characteristics,
                                      shm_map,
                                      shm_lock,
                                      shm_barrier,
                                      shm_unmap,
                                      nullptr,
                                      nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* handle = new (file) Handle{};
  const int status = below(vfs)->xOpen(below(vfs), name, real(file), flags, out_flags);
  if (status != SQLITE_OK) return status;
  constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  if (name != nullptr && (flags & kKept) != 0) handle->path = new std::string(name);
  handle->base.pMethods = &kMethods;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  if (!Disk::instance().remove(name)) return SQLITE_IOERR_DELETE;
  return below(vfs)->xDelete(below(vfs), name, sync_folder);
}
int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  return below(vfs)->xAccess(below(vfs), name, flags, result);
}
int full_pathname(sqlite3_vfs* vfs, const char* name, int size, char* out) {
  return below(vfs)->xFullPathname(below(vfs), name, size, out);
}

}  // namespace

Disk::Disk() {
  sqlite3_vfs* const real_vfs = sqlite3_vfs_find(nullptr);
  auto* vfs = new sqlite3_vfs(*real_vfs);  // randomness, sleep and time stay the default's
  vfs->szOsFile = static_cast<int>(sizeof(Handle)) + real_vfs->szOsFile;
  vfs->zName = kVfs;
  vfs->pNext = nullptr;
  vfs->pAppData = real_vfs;
  vfs->xOpen = open_file;
  vfs->xDelete = remove_file;
  vfs->xAccess = access;
  vfs->xFullPathname = full_pathname;
  sqlite3_vfs_register(vfs, 0);
}

}  // namespace genauth::crash
