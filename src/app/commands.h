// The commands beside `serve`. Those that work on the data run on an installation: one that is opened for
// them, or the one of a server that is running on it.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/installation.h"
#include "config/config.h"
#include "gen/dto/stored.h"

namespace genauth::app {

// Which command, and its options; see contract/stored.yaml.
using Arguments = dto::CommandArguments;

// What a long command says while it works: a line each, for a person.
using Progress = std::function<void(const std::string& line)>;

// Gives what is to be printed; the error's detail is for the operator.
struct Command {
  std::string_view name;  // "pool create"
  Schema schema;
  Result<std::string> (*run)(Installation& installation, const Arguments& arguments,
                             const Progress& progress);
};
std::span<const Command> commands();
// kInvalidOperation if there is no such command.
Result<std::string> run_command(Installation& installation, const Arguments& arguments,
                                const Progress& progress);

// Opens the installation and runs arguments.command on it; if a server holds the data directory, asks that
// server. Prints, and returns the exit status.
int run_on_data(const config::Config& config, const Arguments& arguments);

int print_version();
int print_operations();
int calibrate_argon2(std::int64_t target_ms);
// These need the data directory for themselves, whoever else may run.
int migrate(const config::Config& config, bool dry_run);
int restore(const config::Config& config, const std::string& file);
// In move_command.cpp: `migrate --to`.
int move_to(const config::Config& config, const std::string& url);

// In directory_commands.cpp. The first fills arguments.document and gives what is wrong with the file.
std::vector<std::string> read_apply_file(const std::string& path, Arguments& arguments);
Result<std::string> apply_file(Installation& installation, const Arguments& arguments, const Progress&);
Result<std::string> create_invitation(Installation& installation, const Arguments& arguments,
                                      const Progress&);

// In settings_commands.cpp.
Result<std::string> update_pool(Installation& installation, const Arguments& arguments, const Progress&);
Result<std::string> update_application(Installation& installation, const Arguments& arguments,
                                       const Progress&);
// In doctor.cpp.
Result<std::string> doctor(Installation& installation, const Arguments&, const Progress& progress);
// In reseal.cpp.
Result<std::string> reseal_keys(Installation& installation, const Arguments&, const Progress& progress);

}  // namespace genauth::app
