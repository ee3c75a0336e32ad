// The genauth program: reads the command line, finds the command, returns its exit status.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "app/commands.h"
#include "app/serve.h"
#include "base/log.h"

namespace {

using namespace genauth;

// What every command that touches the installation takes, as overrides of configuration keys.
struct Common {
  std::string config_file;
  std::map<std::string, std::string> overrides;
  bool dev = false;
};

void add_common(CLI::App& command, Common& common) {
  command.add_option("--config", common.config_file, "configuration file (YAML)");
  const auto key = [&](const char* option, const char* setting, const char* text) {
    command.add_option_function<std::string>(
        option, [&common, setting](const std::string& value) { common.overrides[setting] = value; }, text);
  };
  key("--data", "data.directory", "folder of the data");
  key("--database", "database.url", "postgres://… or sqlite:FILE");
  command.add_flag("--dev", common.dev, "development mode: sample data, inbox, virtual clock; loopback only");
}

// Prints every problem at once; nullopt if there is any.
std::optional<config::Config> load(const Common& common, bool to_serve) {
  config::Sources sources;
  sources.file = common.config_file;
  sources.environment = config::environment();
  sources.overrides = common.overrides;
  if (common.dev) sources.overrides["dev"] = "true";
  config::Loaded loaded = config::load(sources);
  if (loaded.problems.empty() && to_serve) loaded.problems = config::check(loaded.config);
  for (const std::string& problem : loaded.problems) std::fprintf(stderr, "genauth: %s\n", problem.c_str());
  if (!loaded.problems.empty()) return std::nullopt;
  return std::move(loaded.config);
}

void set_up_log(const config::Config& config) {
  static const std::map<std::string_view, log::Level> kLevels = {{"debug", log::Level::kDebug},
                                                                 {"info", log::Level::kInfo},
                                                                 {"warn", log::Level::kWarn},
                                                                 {"error", log::Level::kError},
                                                                 {"off", log::Level::kOff}};
  log::set_level(kLevels.at(config.log.level));
  if (!log::open(config.log.path))
    std::fprintf(stderr, "genauth: cannot open the log %s\n", config.log.path.c_str());
}

// The command line, and what it filled in. Lives as long as parsing does, since the options refer to it.
struct Program {
  CLI::App line{"GenAuth, an identity server", "genauth"};
  Common common;
  app::Arguments arguments;
  std::int64_t target_ms = 50;
  bool dry_run = false;
  std::string target;
  std::string apply_path;
  int status = 0;

  // A subcommand with the common options, which runs `run` on the loaded configuration.
  CLI::App* with_config(CLI::App& parent, const char* name, const char* text,
                        std::function<int(const config::Config&)> run) {
    CLI::App* command = parent.add_subcommand(name, text);
    add_common(*command, common);
    command->callback([this, run = std::move(run)] {
      const auto config = load(common, false);
      // Standard output is the command's answer, which programs read.
      log::open("/dev/stderr");
      log::set_level(log::Level::kWarn);
      status = config ? run(*config) : 2;
    });
    return command;
  }

  // One of app::commands(): works on the data, also while a server runs on it.
  CLI::App* on_data(CLI::App& parent, const char* name, const char* text, const char* command) {
    return with_config(parent, name, text, [this, command](const config::Config& config) {
      arguments.command = command;
      return app::run_on_data(config, arguments);
    });
  }

  void add_serve() {
    CLI::App* serve = line.add_subcommand("serve", "run the server");
    add_common(*serve, common);
    for (const auto& [option, setting] : {std::pair{"--listen", "server.listen"},
                                          {"--management-listen", "server.management_listen"},
                                          {"--public-url", "server.public_url"}})
      serve->add_option_function<std::string>(
          option, [this, key = setting](const std::string& value) { common.overrides[key] = value; });
    serve->add_flag_callback(
        "--behind-proxy", [this] { common.overrides["server.behind_proxy"] = "true"; },
        "a proxy in front ends TLS; server.trusted_proxies says which");
    serve->callback([this] {
      const auto config = load(common, true);
      status = 2;
      if (!config) return;
      set_up_log(*config);
      status = app::serve(*config);
    });
  }

  void add_facts() {
    line.add_subcommand("version", "print the version")->callback([this] { status = app::print_version(); });
    line.add_subcommand("operations", "list the operations, live and planned")->callback([this] {
      status = app::print_operations();
    });
    CLI::App* argon2 = line.add_subcommand("argon2", "password hashing")->require_subcommand(1);
    CLI::App* calibrate = argon2->add_subcommand("calibrate", "find the dearest parameters for a time");
    calibrate->add_option("--target-ms", target_ms, "milliseconds one hash may take");
    calibrate->callback([this] { status = app::calibrate_argon2(target_ms); });
  }

  void add_maintenance() {
    CLI::App* init = on_data(line, "init", "prepare the data and print a one-time set-up link", "init");
    init->add_option("--email", arguments.email, "the administrator's address")->required();
    CLI::App* migrate = with_config(
        line, "migrate", "bring the database to this program's schema", [this](const config::Config& config) {
          return target.empty() ? app::migrate(config, dry_run) : app::move_to(config, target);
        });
    CLI::Option* dry = migrate->add_flag("--dry-run", dry_run, "only say what would be done");
    migrate->add_option("--to", target, "move the embedded database to this empty postgres://… instead")
        ->excludes(dry);
    CLI::App* backup =
        on_data(line, "backup", "copy the embedded database, without the master key", "backup");
    // Whole, because a running server has another working directory.
    backup
        ->add_option_function<std::string>(
            "FILE",
            [this](const std::string& file) { arguments.file = std::filesystem::absolute(file).string(); },
            "where the copy goes; must not exist")
        ->required();
    CLI::App* restore =
        with_config(line, "restore", "replace the embedded database by a copy",
                    [this](const config::Config& config) { return app::restore(config, arguments.file); });
    restore->add_option("FILE", arguments.file, "a file that genauth backup made")->required();
    on_data(line, "doctor", "check the installation and say what to do", "doctor");
  }

  void add_directory() {
    CLI::App* apply = with_config(
        line, "apply", "make a user pool contain what a file says", [this](const config::Config& config) {
          arguments.command = "apply";
          arguments.dry_run = dry_run;
          const std::vector<std::string> problems = app::read_apply_file(apply_path, arguments);
          for (const std::string& problem : problems) std::fprintf(stderr, "genauth: %s\n", problem.c_str());
          return problems.empty() ? app::run_on_data(config, arguments) : 2;
        });
    apply->add_option("-f,--file", apply_path, "what the pool is to contain (YAML)")->required();
    apply->add_flag("--dry-run", dry_run, "only say what would be done");
    CLI::App* invitation = line.add_subcommand("invitation", "invitations")->require_subcommand(1);
    CLI::App* create =
        on_data(*invitation, "create", "make a link of an invitation policy", "invitation create");
    create->add_option("--pool", arguments.pool_id, "the user pool")->required();
    create->add_option("--policy", arguments.name, "name of the invitation policy")->required();
    create->add_option("--application", arguments.app_id, "where the person will sign in")->required();
    create->add_option("--email", arguments.email, "the address that the link is for")->required();
    create->add_option("--inviter", arguments.identifier,
                       "the user in whose name; without: the administrator");
  }

  void add_pools_and_keys() {
    CLI::App* pool = line.add_subcommand("pool", "user pools")->require_subcommand(1);
    on_data(*pool, "list", "list the user pools", "pool list");
    CLI::App* create =
        on_data(*pool, "create", "make a user pool with an application and an access key", "pool create");
    create->add_option("NAME", arguments.name, "what people call it")->required();
    create->add_option("--identifier", arguments.identifier, "host name of its application")->required();
    CLI::App* change_pool = on_data(*pool, "update", "change settings of a user pool", "pool update");
    change_pool->add_option("ID", arguments.pool_id, "the user pool")->required();
    change_pool->add_option("--set", arguments.changes, "NAME=VALUE, for each setting to be changed")
        ->required();

    CLI::App* feedback = line.add_subcommand("feedback", "what people say went wrong")->require_subcommand(1);
    CLI::App* tell = on_data(*feedback, "list", "the newest 200, as JSON", "feedback list");
    tell->add_option("POOL", arguments.pool_id, "the user pool")->required();

    CLI::App* invite = on_data(*pool, "registration-token", "make a token with which one client may register",
                               "pool registration-token");
    invite->add_option("ID", arguments.pool_id, "the user pool")->required();

    CLI::App* access = line.add_subcommand("access-key", "access keys")->require_subcommand(1);
    CLI::App* limit = on_data(*access, "limit", "say what an access key may do", "access-key limit");
    limit->add_option("POOL", arguments.pool_id, "the user pool")->required();
    limit->add_option("ID", arguments.identifier, "the access key")->required();
    limit->add_option("--permission", arguments.changes, "user:read, user:* or *; one for each right")
        ->required();

    CLI::App* grant =
        on_data(*access, "grant", "say what a machine gets tokens for elsewhere", "access-key grant");
    grant->add_option("POOL", arguments.pool_id, "the user pool")->required();
    grant->add_option("ID", arguments.identifier, "the access key")->required();
    grant->add_option("--scope", arguments.changes,
                      "book:1:read, book:read, book or *; one for each, none takes all back");

    CLI::App* application = line.add_subcommand("application", "applications")->require_subcommand(1);
    CLI::App* add =
        on_data(*application, "create", "make an application of a user pool", "application create");
    add->add_option("POOL", arguments.pool_id, "the user pool")->required();
    add->add_option("NAME", arguments.name, "what people call it")->required();
    add->add_option("--identifier", arguments.identifier, "its host name")->required();
    CLI::App* change =
        on_data(*application, "update", "change settings of an application", "application update");
    change->add_option("ID", arguments.app_id, "the application")->required();
    change->add_option("--set", arguments.changes, "NAME=VALUE, for each setting to be changed");
    change->add_option("--status", arguments.status, "enabled or disabled");

    CLI::App* keys = line.add_subcommand("keys", "signing keys and the master key")->require_subcommand(1);
    CLI::App* rotate =
        on_data(*keys, "rotate", "sign with a new key; the one before stays valid", "keys rotate");
    rotate->add_option("--pool", arguments.pool_id, "the user pool")->required();
    rotate->add_option("--algorithm", arguments.algorithm, "RS256, ES256 or EdDSA");
    on_data(*keys, "reseal", "seal everything under the current master key", "keys reseal");
  }
};

}  // namespace

int main(int argc, char** argv) {
  Program program;
  program.line.require_subcommand(1);
  program.add_serve();
  program.add_facts();
  program.add_maintenance();
  program.add_directory();
  program.add_pools_and_keys();
  CLI11_PARSE(program.line, argc, argv);
  return program.status;
}
