#include "config/config.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/value.h"

using namespace genauth::config;

namespace {

const std::string kKey = "8f0c1d2e3b4a5968778695a4b3c2d1e0ff1e2d3c4b5a69788796a5b4c3d2e1f0";

// A file that lasts as long as the test.
class TempFile {
 public:
  explicit TempFile(std::string_view text, const std::string& name = "config")
      : path_(std::filesystem::temp_directory_path() /
              ("genauth_" + name + "_" + std::to_string(getpid()) + ".yaml")) {
    std::ofstream(path_) << text;
  }
  ~TempFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string only_problem(const Loaded& loaded) {
  REQUIRE(loaded.problems.size() == 1);
  return loaded.problems[0];
}

std::string problem_of_file(std::string_view text) {
  const TempFile file(text);
  std::string problem = only_problem(load({file.path(), {}, {}}));
  REQUIRE(problem.starts_with(file.path()));
  return problem.substr(file.path().size());
}

std::string problem_of(std::string key, std::string value) {
  return only_problem(load({"", {}, {{std::move(key), std::move(value)}}}));
}

Config production() {
  Config config;
  config.server.public_url = "https://id.example.com";
  config.server.tls = {"chain.pem", "key.pem"};
  config.secrets.master_key = kKey;
  return config;
}

bool complains(const Config& config, std::string_view about) {
  const auto problems = check(config);
  return std::ranges::any_of(problems, [&](const auto& problem) { return problem.starts_with(about); });
}

}  // namespace

TEST_CASE("an unknown key names the file, the line and the nearest key") {
  CHECK(problem_of_file("server:\n  listne: 127.0.0.1:1\n") ==
        ":2: there is no setting 'server.listne'; did you mean 'server.listen'?");
  CHECK(problem_of_file("codes:\n  behind_proxy: true\n") ==
        ":2: there is no setting 'codes.behind_proxy'; did you mean 'server.behind_proxy'?");
  CHECK(problem_of_file("weather: fine\n") == ":1: there is no setting 'weather'");
  CHECK(problem_of_file("server: 3\n") == ":1: there is no setting 'server'");
}

TEST_CASE("a wrong type or bound names the file, the line and the key") {
  CHECK(problem_of_file("limits:\n\n  head_bytes: lots\n") ==
        ":3: limits.head_bytes: must be a whole number");
  CHECK(problem_of_file("limits.json_depth: 3") == ":1: limits.json_depth: must be from 4 to 256");
  CHECK(problem_of_file("dev: yes") == ":1: dev: must be true or false");
  CHECK(problem_of_file("log: {level: loud}") == ":1: log.level: must be one of debug info warn error off");
  CHECK(problem_of_file("log: {level: [info]}") == ":1: log.level: must be a single value");
  CHECK(problem_of_file("codes:\n  resend_ms:\n") == ":2: codes.resend_ms: has no value");
  CHECK(problem_of_file("egress:\n  allow: [[a]]\n") == ":2: egress.allow: must be a list of single values");
}

TEST_CASE("a file that is no YAML, no map or not there is one problem") {
  CHECK(problem_of_file("server: [\n").starts_with(":"));
  CHECK(problem_of_file("- a\n") == ": must hold keys and values");
  CHECK(problem_of_file("dev: true\ndev: false\n") == ":2: dev: given twice");
  CHECK(only_problem(load({"/nonexistent/genauth.yaml", {}, {}})) ==
        "/nonexistent/genauth.yaml: cannot be read");
}

TEST_CASE("all problems are told at once") {
  const TempFile file("limits: {json_depth: 1, idle_ms: x}\nlog: {level: loud}\n");
  CHECK(load({file.path(), {}, {}}).problems.size() == 3);
}

TEST_CASE("addresses, networks and public addresses are checked") {
  for (const char* wrong : {"", "3000", ":3000", "127.0.0.1", "127.0.0.1:70000", "127.0.0.1:-0", "::1:3000",
                            "[::g]:3000", "http://a:1", "a:"}) {
    CHECK_MESSAGE(problem_of("server.listen", wrong).find("must be host:port") != std::string::npos, wrong);
  }
  for (const char* wrong : {"10.0.0.0/33", "10.0.0/8", "::/129", "host", "10.0.0.0/", "10.0.0.0/-1"}) {
    CHECK_MESSAGE(problem_of("server.trusted_proxies", wrong).find("address ranges") != std::string::npos,
                  wrong);
  }
  for (const char* wrong :
       {"id.example.com", "ftp://a", "https://", "https://a/b", "https://u@a", "https://a?x"}) {
    CHECK_MESSAGE(problem_of("server.public_url", wrong).find("without a path") != std::string::npos, wrong);
  }
}

TEST_CASE("the command line goes before the environment, the environment before the file") {
  const TempFile file("codes: {recipient_per_day: 4, address_per_day: 4, resend_ms: 4}\n");
  const Loaded loaded =
      load({file.path(),
            {{"GENAUTH_CODES_RECIPIENT_PER_DAY", "5"}, {"GENAUTH_CODES_ADDRESS_PER_DAY", "5"}},
            {{"codes.recipient_per_day", "7"}}});
  REQUIRE(loaded.problems.empty());
  CHECK(loaded.config.codes.recipient_per_day == 7);
  CHECK(loaded.config.codes.address_per_day == 5);
  CHECK(loaded.config.codes.resend_ms == 4);
  CHECK(loaded.config.codes.pool_per_day == 100000);
}

TEST_CASE("lists come from YAML sequences or from commas") {
  const TempFile file("server:\n  trusted_proxies:\n    - 10.0.0.0/8\n    - ::1\n");
  CHECK(load({file.path(), {}, {}}).config.server.trusted_proxies ==
        std::vector<std::string>{"10.0.0.0/8", "::1"});
  const Loaded loaded = load({"", {{"GENAUTH_EGRESS_ALLOW", "intranet.local, 10.1.0.0/16,"}}, {}});
  CHECK(loaded.config.egress.allow == std::vector<std::string>{"intranet.local", "10.1.0.0/16"});
}

TEST_CASE("the slash after a public address is dropped") {
  CHECK(load({"", {}, {{"server.public_url", "https://a:8443/"}}}).config.server.public_url ==
        "https://a:8443");
}

TEST_CASE("a slip in the name of an environment variable is told, a stranger's variable is not") {
  CHECK(only_problem(load({"", {{"GENAUTH_CODES_RESEND_SM", "5"}}, {}})) ==
        "GENAUTH_CODES_RESEND_SM: there is no setting 'codes.resend_sm'; did you mean 'codes.resend_ms'?");
  CHECK(load({"", {{"GENAUTH_PORT", "tcp://10.0.0.1:3000"}, {"GENAUTH_SERVICE_HOST", "10.0.0.1"}}, {}})
            .problems.empty());
}

TEST_CASE("a secret comes from a file, from one source only, and never stands in a message") {
  const TempFile file(kKey + "\n");
  CHECK(load({"", {{"GENAUTH_SECRETS_MASTER_KEY_FILE", file.path()}}, {}}).config.secrets.master_key == kKey);
  CHECK(load({"", {}, {{"secrets.master_key_file", file.path()}}}).config.secrets.master_key == kKey);
  const std::string twice = only_problem(load(
      {"", {{"GENAUTH_SECRETS_MASTER_KEY_FILE", file.path()}, {"GENAUTH_SECRETS_MASTER_KEY", kKey}}, {}}));
  CHECK(twice == "GENAUTH_SECRETS_MASTER_KEY_FILE: secrets.master_key: given twice");
  CHECK(problem_of("secrets.master_key_file", "/nonexistent/key") ==
        "command line: secrets.master_key: cannot read /nonexistent/key");
  CHECK(problem_of("log.level_file", "x").find("there is no setting") != std::string::npos);
}

TEST_CASE("a file whose place a stronger source has taken is not read") {
  const TempFile file("secrets:\n  master_key_file: /nonexistent/key\n");
  const Loaded loaded = load({file.path(), {{"GENAUTH_SECRETS_MASTER_KEY", kKey}}, {}});
  CHECK(loaded.problems.empty());
  CHECK(loaded.config.secrets.master_key == kKey);
  CHECK(only_problem(load({file.path(), {{"GENAUTH_SECRETS_MASTER_KEY_FILE", "/nonexistent/other"}}, {}})) ==
        "GENAUTH_SECRETS_MASTER_KEY_FILE: secrets.master_key: cannot read /nonexistent/other");
  CHECK(load({file.path(), {}, {{"secrets.master_key", kKey}}}).problems.empty());
  CHECK(only_problem(load({file.path(), {}, {}})) ==
        file.path() + ":2: secrets.master_key: cannot read /nonexistent/key");
}

TEST_CASE("a list of secrets takes the place of their file, and their file that of a list") {
  const TempFile file(
      "messages:\n  sms: {settings_file: /nonexistent/sms}\n  email: {settings: [host=a, port=1]}\n");
  const TempFile settings("host=b,port=2\n", "settings");
  const Loaded loaded = load({file.path(),
                              {{"GENAUTH_MESSAGES_SMS_SETTINGS", "secret=a"},
                               {"GENAUTH_MESSAGES_EMAIL_SETTINGS_FILE", settings.path()}},
                              {}});
  CHECK(loaded.problems.empty());
  CHECK(loaded.config.messages.sms.settings == std::vector<std::string>{"secret=a"});
  CHECK(loaded.config.messages.email.settings == std::vector<std::string>{"host=b", "port=2"});
}

TEST_CASE("show masks secrets and gives everything else") {
  Config config;
  config.secrets.master_key = kKey;
  const std::string text = show(config);
  CHECK(text.find(kKey) == std::string::npos);
  CHECK(text.find("secrets.master_key: (set)\n") != std::string::npos);
  CHECK(text.find("server.listen: \"127.0.0.1:3000\"\n") != std::string::npos);
  CHECK(text.find("egress.allow: []\n") != std::string::npos);
}

TEST_CASE("production demands a master key, an https address, and TLS or a proxy") {
  CHECK(check(production()).empty());
  Config config = production();
  config.secrets.master_key.clear();
  CHECK(complains(config, "secrets.master_key: is missing"));
  config = production();
  config.server.public_url.clear();
  CHECK(complains(config, "server.public_url"));
  config = production();
  config.server.public_url = "http://id.example.com";
  CHECK(complains(config, "server.public_url"));
  config = production();
  config.server.tls = {};
  CHECK(complains(config, "server.tls.certificate"));
  config.server.behind_proxy = true;
  CHECK(complains(config, "server.trusted_proxies"));
  config.server.trusted_proxies = {"10.0.0.0/8"};
  CHECK(check(config).empty());
  config = production();
  config.server.tls.key.clear();
  CHECK(complains(config, "server.tls: "));
}

TEST_CASE("the address of certificates is another one, over https, where certificates are taken") {
  Config config = production();
  auto& certificates = config.server.client_certificate;
  certificates.public_url = "https://mtls.example.com";
  CHECK(complains(config, "server.client_certificate.header: is missing"));
  certificates.header = "X-Client-Cert";
  config.server.trusted_proxies = {"10.0.0.0/8"};
  CHECK(check(config).empty());
  config.server.custom_domains = {"mtls.example.com=0123456789abcdef01234567"};
  CHECK(complains(config, "server.custom_domains"));
  config.server.custom_domains.clear();
  certificates.public_url = "http://mtls.example.com";
  CHECK(complains(config, "server.client_certificate.public_url: must begin with https://"));
  certificates.public_url = config.server.public_url;
  CHECK(complains(config, "server.client_certificate.public_url: must differ"));
}

TEST_CASE("production refuses sample secrets") {
  Config config = production();
  config.secrets.master_key = std::string(64, '0');
  CHECK(complains(config, "secrets.master_key: is a sample"));
  config.secrets.master_key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  CHECK(complains(config, "secrets.master_key: is a sample"));
  config.secrets.master_key = "too short";
  CHECK(complains(config, "secrets.master_key: must be 32 bytes"));
  config = production();
  config.database.url = "postgres://genauth:changeme@db/genauth";
  CHECK(complains(config, "database.url: its password is a sample"));
  config.database.url = "postgres://genauth:8Jx2-kq0@db/genauth";
  CHECK(check(config).empty());
  config.database.url = "mysql://a";
  CHECK(complains(config, "database.url: must begin with"));
}

TEST_CASE("development listens on loopback only and needs no key") {
  Config config;
  config.dev = true;
  CHECK(check(config).empty());
  for (const char* loopback : {"localhost:0", "127.9.9.9:1", "[::1]:3000"}) {
    config.server.listen = loopback;
    CHECK_MESSAGE(check(config).empty(), loopback);
  }
  for (const char* open : {"0.0.0.0:3000", "[::]:3000", "192.168.0.1:3000", "localhost.evil.example:3000"}) {
    config.server.listen = open;
    CHECK_MESSAGE(complains(config, "server.listen"), open);
  }
  config.server.listen = config.server.management_listen;
  CHECK(complains(config, "server.management_listen: must differ"));
}

TEST_CASE("a master key is 64 hex digits or 44 characters of base64") {
  Config config = production();
  config.secrets.master_key = "j3Z2mTQxw0sVYbq9u8pN1dRk5EoCfGhLiJ7aS4yXtWU=";
  CHECK(check(config).empty());
  config.secrets.master_key = kKey.substr(2);
  CHECK(complains(config, "secrets.master_key: must be 32 bytes"));
}
