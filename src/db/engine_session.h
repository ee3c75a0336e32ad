// Session and Tx over either engine's connection. Internal to src/db.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "db/unit.h"

namespace genauth::db {

// After a failed statement nothing more runs, on both engines alike: PostgreSQL would refuse anyway, and a
// unit that goes on after an error has not understood what happened.
class Poison {
 public:
  explicit Poison(UnitWatch& watch) : watch_(watch) {}
  bool poisoned() const { return poisoned_; }
  template <class Statement>
  std::invoke_result_t<Statement> run(std::string_view name, const Statement& statement) {
    watch_.add(name);
    if (poisoned_) return poisoned_unit();
    auto result = statement();
    poisoned_ = !result.has_value();
    return result;
  }

 private:
  UnitWatch& watch_;
  bool poisoned_ = false;
};

template <class Connection, Engine kEngine>
class EngineSession final : public Session {
 public:
  EngineSession(Connection& connection, UnitWatch& watch) : connection_(connection), poison_(watch) {}
  Result<Rows> query(const Sql& sql, std::span<const Param> params) override {
    return poison_.run(sql.name, [&] { return connection_.query(sql, params); });
  }
  void expect(const Sql& sql, std::span<const Param> params) override {
    if (!poison_.poisoned()) connection_.expect(sql, params);
  }
  void expect_nothing_else() override { connection_.expect_nothing_else(); }
  Engine engine() const override { return kEngine; }

 private:
  Connection& connection_;
  Poison poison_;
};

template <class Connection, Engine kEngine>
class EngineTx final : public Tx {
 public:
  EngineTx(Connection& connection, UnitWatch& watch, const std::shared_ptr<Subscribers>& subscribers)
      : connection_(connection), poison_(watch), subscribers_(subscribers) {}

  Result<Rows> query(const Sql& sql, std::span<const Param> params) override {
    return poison_.run(sql.name, [&] { return connection_.query(sql, params); });
  }
  void expect(const Sql& sql, std::span<const Param> params) override {
    if (!poison_.poisoned()) connection_.expect(sql, params);
  }
  void expect_nothing_else() override {}
  Result<std::int64_t> execute(const Sql& sql, std::span<const Param> params) override {
    return poison_.run(sql.name, [&] { return connection_.execute(sql, params); });
  }
  Result<bool> changes_one(const Sql& sql, std::span<const Param> params) override {
    return poison_.run(sql.name, [&] { return connection_.changes_one(sql, params); });
  }
  Result<void> post(const Sql& sql, std::span<const Param> params) override {
    return poison_.run(sql.name, [&] { return connection_.post(sql, params); });
  }
  Result<void> script(std::string_view text) override {
    return poison_.run("script", [&] { return connection_.script(text); });
  }
  Engine engine() const override { return kEngine; }
  const std::shared_ptr<Subscribers>& subscribers() const override { return subscribers_; }

  bool poisoned() const { return poison_.poisoned(); }
  bool refused() const { return refused_; }
  std::vector<std::function<void()>> take_actions() { return std::move(actions_); }

 private:
  Connection& connection_;
  Poison poison_;
  const std::shared_ptr<Subscribers>& subscribers_;
};

}  // namespace genauth::db
