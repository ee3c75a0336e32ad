#include "app/commands.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "api/operation.h"
#include "app/control.h"
#include "app/operator.h"
#include "base/words.h"
#include "crypto/password.h"
#include "db/migrator.h"
#include "gen/errors/core.h"
#include "gen/errors/objects.h"
#include "gen/version.h"
#include "modules/access_keys/access_keys.h"
#include "modules/access_keys/scope.h"
#include "modules/administrators/administrators.h"
#include "modules/dynamic_clients/dynamic_clients.h"
#include "modules/feedback/feedback.h"
#include "modules/pools/pools.h"

namespace genauth::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "genauth: %s\n", reason_of(error).c_str());
  return 1;
}

// Beside the answer, which may go into a file.
void show_progress(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

void say(const std::string& text) {
  std::fprintf(stdout, "%s\n", text.c_str());
}

Result<std::string> init(Installation& in, const Arguments& arguments, const Progress&) {
  const std::string token = TRY(in.database->write(
      [&](db::Tx& tx) { return administrators::invite(tx, arguments.email, in.clock.now_ms()); }));
  const std::string base =
      in.config.server.public_url.empty() ? "http://" + in.config.server.listen : in.config.server.public_url;
  return "Open this link once, within a week, to set the password of " + arguments.email + ":\n" + base +
         "/setup?token=" + token;
}

Result<std::string> backup(Installation& in, const Arguments& arguments, const Progress&) {
  TRY(in.database->backup(arguments.file));
  return "Copied to " + arguments.file +
         ". Keep the master key elsewhere: without it the copy opens no secret.";
}

Result<std::string> list_pools(Installation& in, const Arguments&, const Progress&) {
  const auto pools = TRY(in.database->read([](db::Session& session) { return pools::list(session); }));
  std::string text;
  for (const pools::Pool& pool : pools)
    text += (text.empty() ? "" : "\n") + pool.id + "  " + std::to_string(pool.user_count) + " users  " +
            pool.name;
  return text;
}

Result<std::string> create_pool(Installation& in, const Arguments& arguments, const Progress&) {
  const std::int64_t now_ms = in.clock.now_ms();
  return in.database->write([&](db::Tx& tx) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::create(tx, arguments.name, {}, now_ms));
    const applications::Application application = TRY(
        applications::create(tx, *in.sealer, {pool.id, arguments.identifier, arguments.name, {}}, now_ms));
    const access_keys::AccessKey key = TRY(
        access_keys::create(tx, *in.sealer, {pool.id, std::string(access_keys::kPoolType), "", ""}, now_ms));
    return "{\"userPoolId\":\"" + pool.id + "\",\"appId\":\"" + application.id + "\",\"appSecret\":\"" +
           application.secret + "\",\"accessKeyId\":\"" + key.id + "\",\"accessKeySecret\":\"" + key.secret +
           "\"}";
  });
}

Result<std::string> create_application(Installation& in, const Arguments& arguments, const Progress&) {
  return in.database->write([&](db::Tx& tx) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::find(tx, arguments.pool_id));
    const applications::Application made = TRY(applications::create(
        tx, *in.sealer, {pool.id, arguments.identifier, arguments.name, {}}, in.clock.now_ms()));
    return "{\"appId\":\"" + made.id + "\",\"appSecret\":\"" + made.secret + "\"}";
  });
}

// One of an operation, "family:*" of such a one, or "*".
bool is_permission(std::string_view word) {
  if (word == "*") return true;
  const std::string_view family = word.substr(0, word.find(':') + 1);
  const bool is_family = word.ends_with(":*");
  return std::ranges::any_of(api::operations(), [&](const api::Operation& operation) {
    return is_family ? operation.permission.starts_with(family)
                     : !word.empty() && operation.permission == word;
  });
}

Result<std::string> limit_access_key(Installation& in, const Arguments& arguments, const Progress&) {
  const auto words = arguments.changes.value_or(std::vector<std::string>());
  if (words.empty()) return Error(errors::kInvalidOperation, "name what the access key may do");
  for (const std::string& word : words)
    if (!is_permission(word))
      return Error(errors::kInvalidOperation,
                   word + " is no permission of an operation, no FAMILY:* and not *");
  const bool found = TRY(in.database->write([&](db::Tx& tx) {
    return access_keys::limit(tx, arguments.pool_id, arguments.identifier, join_words(words));
  }));
  if (!found) return Error(errors::kInvalidOperation, "the pool has no such access key");
  return "The access key may do this from now on: " + join_words(words);
}

Result<std::string> grant_access_key(Installation& in, const Arguments& arguments, const Progress&) {
  const auto words = arguments.changes.value_or(std::vector<std::string>());
  for (const std::string& word : words)
    if (!access_keys::is_scope_word(word))
      return Error(errors::kInvalidOperation, word + " is not of the form resource[:identifier][:action]");
  const bool found = TRY(in.database->write([&](db::Tx& tx) {
    return access_keys::grant(tx, arguments.pool_id, arguments.identifier, join_words(words));
  }));
  if (!found) return Error(errors::kInvalidOperation, "the pool has no such access key");
  if (words.empty()) return std::string("The access key gets no scope from now on");
  return "The access key gets tokens for this from now on: " + join_words(words);
}

Result<std::string> registration_token(Installation& in, const Arguments& arguments, const Progress&) {
  return in.database->write([&](db::Tx& tx) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::find(tx, arguments.pool_id));
    return dynamic_clients::invite(tx, *in.sealer, pool.id, in.clock.now_ms());
  });
}

Result<std::string> list_feedback(Installation& in, const Arguments& arguments, const Progress&) {
  constexpr std::int64_t kShown = 200;
  return in.database->read([&](db::Session& session) -> Result<std::string> {
    const pools::Pool pool = TRY(pools::find(session, arguments.pool_id));
    return feedback::json_of(TRY(feedback::list(session, pool.id, in.clock.now_ms(), kShown)));
  });
}

Result<std::string> rotate_keys(Installation& in, const Arguments& arguments, const Progress&) {
  const auto algorithm = keys::algorithm_of(arguments.algorithm);
  if (!algorithm) return Error(errors::kInvalidOperation, "--algorithm must be RS256, ES256 or EdDSA");
  return "New signing key: " + TRY(in.keys->rotate(arguments.pool_id, *algorithm));
}

constexpr Command kCommands[] = {
    {"init", Schema::kBringUpToDate, init},
    {"apply", Schema::kMustBeCurrent, apply_file},
    {"invitation create", Schema::kMustBeCurrent, create_invitation},
    {"backup", Schema::kMustBeCurrent, backup},
    {"doctor", Schema::kMustBeCurrent, doctor},
    {"pool list", Schema::kMustBeCurrent, list_pools},
    {"pool create", Schema::kBringUpToDate, create_pool},
    {"pool update", Schema::kMustBeCurrent, update_pool},
    {"pool registration-token", Schema::kMustBeCurrent, registration_token},
    {"access-key limit", Schema::kMustBeCurrent, limit_access_key},
    {"access-key grant", Schema::kMustBeCurrent, grant_access_key},
    {"application create", Schema::kMustBeCurrent, create_application},
    {"application update", Schema::kMustBeCurrent, update_application},
    {"feedback list", Schema::kMustBeCurrent, list_feedback},
    {"keys rotate", Schema::kMustBeCurrent, rotate_keys},
    {"keys reseal", Schema::kMustBeCurrent, reseal_keys},
};

const Command* find_command(std::string_view name) {
  for (const Command& command : kCommands)
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}

Result<std::string> run_command(Installation& installation, const Arguments& arguments,
                                const Progress& progress) {
  const Command* command = find_command(arguments.command);
  if (command == nullptr) return Error(errors::kInvalidOperation, "there is no command " + arguments.command);
  Result<std::string> done = command->run(installation, arguments, progress);
  if (!done) return Error(done.error().code(), reason_of(done.error()));
  return done;
}

int run_on_data(const config::Config& config, const Arguments& arguments) {
  const Command* command = find_command(arguments.command);
  auto opened = open_installation(config, command->schema);
  Result<std::string> done = opened ? run_command(**opened, arguments, show_progress)
                                    : Result<std::string>(std::move(opened).error());
  if (!opened && opened.error().code() == errors::kDataInUse)
    done = ask_server(config.data.directory, arguments, show_progress);
  if (!done) return fail(done.error());
  say(*done);
  return 0;
}

int print_version() {
  say("genauth " + std::string(kVersion));
  return 0;
}

int print_operations() {
  struct Count {
    int live = 0, planned = 0;
  };
  std::map<std::string_view, Count> modules;
  Count all;
  for (const api::Operation& operation : api::operations()) {
    Count& count = modules[operation.module];
    ++(operation.live ? count.live : count.planned);
    ++(operation.live ? all.live : all.planned);
    say(std::string(operation.live ? "live     " : "planned  ") + std::string(operation.method) + " " +
        std::string(operation.path));
  }
  say("");
  for (const auto& [module, count] : modules)
    say(std::string(module) + ": " + std::to_string(count.live) + " live, " + std::to_string(count.planned) +
        " planned");
  say("all: " + std::to_string(all.live) + " live, " + std::to_string(all.planned) + " planned");
  return 0;
}

int calibrate_argon2(std::int64_t target_ms) {
  const crypto::PasswordCost cost = crypto::calibrate_password_cost(target_ms);
  say("argon2.memory_kib: " + std::to_string(cost.memory_kib));
  say("argon2.passes: " + std::to_string(cost.passes));
  return 0;
}

int migrate(const config::Config& config, bool dry_run) {
  if (!dry_run) {
    const auto opened = open_installation(config, Schema::kBringUpToDate);
    if (!opened) return fail(opened.error());
    say("The schema is up to date.");
    return 0;
  }
  db::Options options;
  options.url =
      config.database.url.empty() ? "sqlite:" + config.data.directory + "/genauth.db" : config.database.url;
  options.migration_url = config.database.migration_url;
  auto database = db::Database::open(options);
  if (!database) return fail(database.error());
  const auto report = db::migrate(**database, db::migrations(), Clock().real_ms(), true);
  if (!report) return fail(report.error());
  if (report->applied.empty()) say("Nothing to do: version " + std::to_string(report->version));
  for (const std::string& step : report->applied) say("would apply " + step);
  return 0;
}

constexpr auto kOwnerOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

int restore(const config::Config& config, const std::string& file) {
  if (!config.database.url.empty())
    return fail(Error(errors::kInvalidOperation, "restore is for the embedded database"));
  auto directory = DataDirectory::open(config.data.directory);  // refused while a server runs
  if (!directory) return fail(directory.error());
  std::error_code error;
  const std::string target = directory->file("genauth.db");
  // Of a restore that was cut off, or a link: the copy is made anew, never written through what is there.
  std::filesystem::remove(target + ".new", error);
  std::filesystem::copy_file(file, target + ".new", std::filesystem::copy_options::none, error);
  if (error) return fail(Error(errors::kInvalidOperation, "cannot copy " + file + ": " + error.message()));
  for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(target + suffix, error);
  std::filesystem::permissions(target + ".new", kOwnerOnly,
                               error);  // a copy may have been kept for others to read
  std::filesystem::rename(target + ".new", target, error);
  if (error)
    return fail(Error(errors::kInvalidOperation, "cannot replace " + target + ": " + error.message()));
  say("Restored from " + file);
  return 0;
}

}  // namespace genauth::app
