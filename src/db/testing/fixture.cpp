#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "db/testing.h"

#include <doctest/doctest.h>

namespace genauth::db::testing {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "db::testing: %s\n", what.c_str());
  std::abort();
}

const char* url_of(std::string_view engine) {
  return std::getenv(engine == "postgres" ? "GENAUTH_TEST_POSTGRES" : "GENAUTH_TEST_PGBOUNCER");
}

// "postgres://who@where/name?options" with another name.
std::string with_database(const std::string& url, const std::string& name) {
  const std::size_t slash = url.find('/', url.find("://") + 3);
  const std::size_t query = std::min(url.find('?'), url.size());
  return url.substr(0, std::min(slash, query)) + "/" + name + url.substr(query);
}

// CREATE and DROP DATABASE stand outside every transaction, so no Database can run them.
void administer(const std::string& sql) {
  const char* url = url_of("postgres");
  if (url == nullptr) give_up("GENAUTH_TEST_POSTGRES is needed beside GENAUTH_TEST_PGBOUNCER");
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(url), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection.get(), sql.c_str()), PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
    give_up(sql + ": " + PQerrorMessage(connection.get()));
}

}  // namespace

std::vector<std::string> Fixture::engines() {
  std::vector<std::string> found{"sqlite"};
  for (const char* engine : {"postgres", "pgbouncer"}) {
    const char* url = url_of(engine);
    if (url != nullptr && *url != '\0') found.emplace_back(engine);
  }
  return found;
}

Fixture::Fixture(std::string_view engine, Options options) : options_(std::move(options)) {
  if (engine == "sqlite") {
    std::string pattern = std::filesystem::temp_directory_path() / "genauth-db-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) give_up("no temporary folder: " + pattern);
    folder_ = pattern;
    options_.url = "sqlite:" + folder_ + "/genauth.db";
  } else {
    static int sequence = 0;
    name_ = "genauth_test_" + std::to_string(::getpid()) + "_" + std::to_string(++sequence);
    administer("create database " + name_ + " template template0");
    options_.url = with_database(url_of(engine), name_);
    options_.migration_url = with_database(url_of("postgres"), name_);
  }
  database_ = open_again();
}

Fixture::~Fixture() {
  close();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  if (!name_.empty()) administer("drop database " + name_ + " with (force)");
}

std::unique_ptr<Database> Fixture::open_again() const {
  auto opened = Database::open(options_);
  if (!opened) give_up("cannot open the database: " + opened.error().detail());
  return *std::move(opened);
}

void for_each_empty_engine(const std::function<void(Fixture&)>& test, const Options& options) {
  for (const std::string& engine : Fixture::engines()) {
    INFO("engine: " << engine);
    Fixture fixture(engine, options);
    test(fixture);
  }
}

void for_each_engine(const std::function<void(Database&)>& test) {
  for_each_empty_engine([&](Fixture& fixture) {
    auto direct = open_for_migration(fixture.options());
    if (!direct) give_up("cannot migrate: " + direct.error().detail());
    const auto migrated = migrate(**direct, migrations(), 0, false);
    if (!migrated) give_up("cannot migrate: " + migrated.error().detail());
    direct->reset();
    test(fixture.database());
  });
}

}  // namespace genauth::db::testing
