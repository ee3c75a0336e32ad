// Fresh databases for tests, on every engine that the environment offers. Linked as genauth_db_testing.
//
//   TEST_CASE("keeps a group") {
//     db::testing::for_each_engine([](db::Database& database) { ... CHECK(...); });
//   }
//
// SQLite always; PostgreSQL when GENAUTH_TEST_POSTGRES holds a URL (of a role that may create databases), and
// once more through a pooler when GENAUTH_TEST_PGBOUNCER does. Each run gets a database of its own, gone
// afterwards.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/database.h"
#include "db/migrator.h"

namespace genauth::db::testing {

// A database that lives as long as this. Not thread-safe; the Database in it is.
class Fixture {
 public:
  // "sqlite", "postgres", "pgbouncer".
  static std::vector<std::string> engines();
  // Aborts with a message when there can be no database: a test cannot go on.
  explicit Fixture(std::string_view engine, Options options = {});
  ~Fixture();
  Fixture(const Fixture&) = delete;
  Fixture& operator=(const Fixture&) = delete;

  Database& database() { return *database_; }
  const Options& options() const { return options_; }    // with the URLs
  const std::string& folder() const { return folder_; }  // SQLite: where its files are; named genauth.db
  // Opens the same data once more, as a second process would.
  std::unique_ptr<Database> open_again() const;
  void close() { database_.reset(); }

 private:
  std::string folder_;
  std::string name_;  // PostgreSQL
  Options options_;
  std::unique_ptr<Database> database_;
};

// With the product's schema.
void for_each_engine(const std::function<void(Database&)>& test);
// Empty, with `options` but for the URLs, and with everything that a Fixture can do.
void for_each_empty_engine(const std::function<void(Fixture&)>& test, const Options& options = {});

}  // namespace genauth::db::testing
