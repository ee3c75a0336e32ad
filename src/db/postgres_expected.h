// Statements that a unit said it would query (Session::expect) and their answers until it does. Internal to
// src/db.
#pragma once
#include <libpq-fe.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "db/database.h"

namespace genauth::db {

class Expected {
 public:
  using Answer = std::unique_ptr<pg_result, void (*)(pg_result*)>;
  struct Statement {
    const char* text;
    std::string params;
    std::size_t place;  // the number of its command in the exchange that it was sent in
    Answer answer;      // null: not there yet
  };

  bool empty() const { return statements_.empty(); }
  void add(const Sql& sql, std::span<const Param> params, std::size_t place);
  // Null: not expected, or taken already.
  Statement* find(const Sql& sql, std::span<const Param> params);
  // Of command number `place` of the exchange under way: taken if it is one of ours.
  void offer(std::size_t place, Answer& answer);
  // The exchange is over: what has no answer now never gets one.
  void end_exchange();
  Answer take(Statement* statement);
  void clear() { statements_.clear(); }

 private:
  std::vector<Statement> statements_;
};

}  // namespace genauth::db
