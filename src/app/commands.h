// The commands beside `serve`. Each prints for people, and returns the process's exit status.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "config/config.h"

namespace genauth::app {

struct Arguments {
  std::string email, file, name, identifier, pool_id, app_id, status, algorithm = "RS256";
  std::vector<std::string> changes;  // NAME=VALUE
  std::int64_t target_ms = 50;
  bool dry_run = false;
};

int print_version();
int print_operations();
int calibrate_argon2(const Arguments& arguments);

int init(const config::Config& config, const Arguments& arguments);
int migrate(const config::Config& config, const Arguments& arguments);
int backup(const config::Config& config, const Arguments& arguments);
int restore(const config::Config& config, const Arguments& arguments);
int doctor(const config::Config& config, const Arguments& arguments);
int list_pools(const config::Config& config, const Arguments& arguments);
int create_pool(const config::Config& config, const Arguments& arguments);
int update_pool(const config::Config& config, const Arguments& arguments);
int update_application(const config::Config& config, const Arguments& arguments);
int rotate_keys(const config::Config& config, const Arguments& arguments);

}  // namespace genauth::app
