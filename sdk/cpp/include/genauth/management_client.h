#pragma once
#include <chrono>
#include <mutex>
#include <string>

#include "genauth/management_operations.h"

namespace genauth {

// Manages a user pool with an access key. The token that this takes is asked for on the first call, kept, and
// renewed a minute before it expires. Any number of threads may use one client.
class ManagementClient final : public ManagementOperations {
 public:
  explicit ManagementClient(ManagementClientOptions options);

 private:
  Answer send(Request request) override;
  std::string token(bool renew, Answer& refusal);
  Answer deliver(Request request, const std::string& token);

  const ManagementClientOptions options_;
  Channel channel_;
  std::mutex mutex_;  // of the two below
  std::string token_;
  std::chrono::steady_clock::time_point renew_at_;
};

}  // namespace genauth
