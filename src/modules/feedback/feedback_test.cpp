#include "modules/feedback/feedback.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "db/testing.h"

namespace genauth::feedback {

TEST_CASE("a line shows what somebody wrote, and is obeyed by no terminal") {
  Entry entry;
  entry.description = "\x1b[2J\u009b2J\u007f\u202e\u2066\u2028\u200f\n\u4e2d";
  const std::string line = json_of({entry});
  CHECK(line.find("\"description\":\"\\u001b[2J\\u009b2J\\u007f\\u202e\\u2066\\u2028\\u200f\\n\u4e2d\"") !=
        std::string::npos);
  CHECK(std::ranges::count(line, '\n') == 2);
  CHECK(json_of({}) == "[]");
}

TEST_CASE("what is old is shown to nobody, and swept") {
  db::testing::for_each_engine([](db::Database& database) {
    Entry entry;
    entry.id = "1";
    entry.created_at = 1000;
    CHECK(database.write([&](db::Tx& tx) { return add(tx, "pool", entry); }));
    const auto shown = [&](std::string_view pool_id, std::int64_t now_ms) {
      return database.read([&](db::Session& session) { return list(session, pool_id, now_ms, 10); })
          .value()
          .size();
    };
    const auto swept = [&](std::int64_t now_ms) {
      return database.write([&](db::Tx& tx) { return sweep(tx, now_ms, 10); }).value();
    };
    CHECK(shown("pool", 2000) == 1);
    CHECK(shown("other", 2000) == 0);
    CHECK(shown("pool", 1001 + kKeptMs) == 0);
    CHECK(swept(1000 + kKeptMs) == 0);
    CHECK(swept(1001 + kKeptMs) == 1);
  });
}

}  // namespace genauth::feedback
