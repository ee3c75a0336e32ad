#include "app/commands.h"

#include <cstdio>
#include <filesystem>
#include <map>

#include "api/operation.h"
#include "app/installation.h"
#include "crypto/password.h"
#include "db/migrator.h"
#include "gen/error_codes.h"
#include "gen/sql/app.h"
#include "gen/version.h"
#include "modules/access_keys/access_keys.h"
#include "modules/administrators/administrators.h"
#include "modules/pools/pools.h"

namespace genauth::app {
namespace {

int fail(const Error& error) {
  const std::string reason =
      error.detail().empty() ? std::string(error_row(error.code()).key) : error.detail();
  std::fprintf(stderr, "genauth: %s\n", reason.c_str());
  return 1;
}

// Runs `command` on an opened installation: Result<void>(Installation&).
template <class F>
int with_installation(const config::Config& config, Schema schema, F&& command) {
  auto opened = open_installation(config, schema);
  if (!opened) return fail(opened.error());
  const Result<void> done = command(**opened);
  return done ? 0 : fail(done.error());
}

Result<std::int64_t> count_users(db::Session& session, std::string_view pool_id) {
  return TRY(session.query(sql::count_users, {pool_id})).front().integer(0);
}

void say(const std::string& line) {
  std::fprintf(stdout, "%s\n", line.c_str());
}

}  // namespace

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

int calibrate_argon2(const Arguments& arguments) {
  const crypto::PasswordCost cost = crypto::calibrate_password_cost(arguments.target_ms);
  say("argon2.memory_kib: " + std::to_string(cost.memory_kib));
  say("argon2.passes: " + std::to_string(cost.passes));
  return 0;
}

int init(const config::Config& config, const Arguments& arguments) {
  return with_installation(config, Schema::kBringUpToDate, [&](Installation& in) -> Result<void> {
    const std::string token = TRY(in.database->write(
        [&](db::Tx& tx) { return administrators::invite(tx, arguments.email, in.clock.now_ms()); }));
    const std::string base =
        config.server.public_url.empty() ? "http://" + config.server.listen : config.server.public_url;
    say("Open this link once, within a week, to set the password of " + arguments.email + ":");
    say(base + "/setup?token=" + token);
    return {};
  });
}

int migrate(const config::Config& config, const Arguments& arguments) {
  if (!arguments.dry_run)
    return with_installation(config, Schema::kBringUpToDate, [](Installation&) -> Result<void> {
      say("The schema is up to date.");
      return {};
    });
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

int backup(const config::Config& config, const Arguments& arguments) {
  return with_installation(config, Schema::kMustBeCurrent, [&](Installation& in) -> Result<void> {
    TRY(in.database->backup(arguments.file));
    say("Copied to " + arguments.file +
        ". Keep the master key elsewhere: without it the copy opens no secret.");
    return {};
  });
}

int restore(const config::Config& config, const Arguments& arguments) {
  if (!config.database.url.empty())
    return fail(Error(Code::kInvalidOperation, "restore is for the embedded database"));
  auto directory = DataDirectory::open(config.data.directory);  // refused while a server runs
  if (!directory) return fail(directory.error());
  std::error_code error;
  const std::string target = directory->file("genauth.db");
  std::filesystem::copy_file(arguments.file, target + ".new",
                             std::filesystem::copy_options::overwrite_existing, error);
  if (error)
    return fail(Error(Code::kInvalidOperation, "cannot copy " + arguments.file + ": " + error.message()));
  for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(target + suffix, error);
  std::filesystem::rename(target + ".new", target, error);
  if (error) return fail(Error(Code::kInvalidOperation, "cannot replace " + target + ": " + error.message()));
  say("Restored from " + arguments.file);
  return 0;
}

int list_pools(const config::Config& config, const Arguments&) {
  return with_installation(config, Schema::kMustBeCurrent, [](Installation& in) -> Result<void> {
    const auto pools = TRY(in.database->read([](db::Session& session) { return pools::list(session); }));
    for (const pools::Pool& pool : pools)
      say(pool.id + "  " + std::to_string(pool.user_count) + " users  " + pool.name);
    return {};
  });
}

int create_pool(const config::Config& config, const Arguments& arguments) {
  return with_installation(config, Schema::kBringUpToDate, [&](Installation& in) -> Result<void> {
    const std::int64_t now_ms = in.clock.now_ms();
    std::string text;
    TRY(in.database->write([&](db::Tx& tx) -> Result<void> {
      const pools::Pool pool = TRY(pools::create(tx, arguments.name, {}, now_ms));
      const applications::Application application = TRY(
          applications::create(tx, *in.sealer, {pool.id, arguments.identifier, arguments.name, {}}, now_ms));
      const access_keys::AccessKey key = TRY(access_keys::create(
          tx, *in.sealer, {pool.id, std::string(access_keys::kPoolType), "", ""}, now_ms));
      text = "{\"userPoolId\":\"" + pool.id + "\",\"appId\":\"" + application.id + "\",\"appSecret\":\"" +
             application.secret + "\",\"accessKeyId\":\"" + key.id + "\",\"accessKeySecret\":\"" +
             key.secret + "\"}";
      return {};
    }));
    say(text);
    return {};
  });
}

int rotate_keys(const config::Config& config, const Arguments& arguments) {
  return with_installation(config, Schema::kMustBeCurrent, [&](Installation& in) -> Result<void> {
    const auto algorithm = keys::algorithm_of(arguments.algorithm);
    if (!algorithm) return Error(Code::kInvalidOperation, "--algorithm must be RS256, ES256 or EdDSA");
    say("New signing key: " + TRY(in.keys->rotate(arguments.pool_id, *algorithm)));
    return {};
  });
}

int doctor(const config::Config& config, const Arguments&) {
  const std::vector<std::string> problems = config::check(config);
  for (const std::string& problem : problems) say("configuration: " + problem);
  const int status = with_installation(config, Schema::kMustBeCurrent, [](Installation& in) -> Result<void> {
    const auto pools = TRY(in.database->read([](db::Session& session) { return pools::list(session); }));
    for (const pools::Pool& pool : pools) {
      const std::int64_t counted =
          TRY(in.database->read([&](db::Session& session) { return count_users(session, pool.id); }));
      if (counted != pool.user_count)
        say("pool " + pool.id + ": the counter says " + std::to_string(pool.user_count) +
            " users, there are " + std::to_string(counted));
    }
    say("store: " + std::to_string(pools.size()) + " user pools, the master key fits");
    return {};
  });
  return problems.empty() ? status : 1;
}

}  // namespace genauth::app
