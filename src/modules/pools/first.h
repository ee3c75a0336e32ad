// The pool that the installation began with. The bare public address, which names no application, is its
// issuer and nobody else's. Thread-safe: pools are never deleted and ids grow with time, so it is asked for
// once.
#pragma once
#include <mutex>
#include <string>
#include <utility>

#include "base/result.h"
#include "db/database.h"

namespace genauth::pools {

class First {
 public:
  First(db::Database& database, std::string address) : database_(database), address_(std::move(address)) {}

  const std::string& address() const { return address_; }  // "https://id.example.com"
  // kPoolNotFound while there is none.
  Result<std::string> id();

 private:
  db::Database& database_;
  const std::string address_;
  std::mutex mutex_;
  std::string id_;
};

}  // namespace genauth::pools
