// Reads the settings of contract/config.yaml from the command line, the environment and a YAML file, in this
// order of precedence, and says everything that is wrong with them at once. Called once at start; no shared
// state.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gen/config.h"

namespace genauth::config {

// Where settings come from. In `environment` only names with GENAUTH_ count, in `overrides` the keys are
// those of config.yaml ("server.listen") and lists are separated by commas, as in the environment.
struct Sources {
  std::string file;  // empty: no file
  std::map<std::string, std::string> environment, overrides;
};

// The config is whole only if there are no problems. A problem is one line for the operator, beginning with
// the place of the mistake ("genauth.yaml:12: limits.idle_ms: ..."); it never shows the value of a secret.
struct Loaded {
  Config config;
  std::vector<std::string> problems;
};

// Types, bounds, unknown keys and secrets in files. Reads `file` and the files that secrets are kept in.
Loaded load(const Sources& sources);

// What settings demand of one another: development mode listens on loopback only; production has a master
// key, an https address, TLS or a proxy, and no sample secret. Empty: fit to serve. For `serve` and what
// opens the store.
std::vector<std::string> check(const Config& config);

// The names of this process's environment that begin with GENAUTH_.
std::map<std::string, std::string> environment();

// Every setting with the value in force, as YAML; of secrets only whether they are set.
std::string show(const Config& config);

// Host and port of an address ("127.0.0.1:3000", "[::1]:3000", "localhost:3000"); nullopt if it is none.
struct Address {
  std::string host;
  int port = 0;
};
std::optional<Address> parse_address(std::string_view text);
bool is_loopback(const Address& address);

}  // namespace genauth::config
