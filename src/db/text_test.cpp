#include "db/text.h"

#include <doctest/doctest.h>

namespace genauth::db {
namespace {

TEST_CASE("parameters become question marks with their number") {
  CHECK(question_marks("select $2, $1, $11") == "select ?2, ?1, ?11");
  CHECK(question_marks("$1") == "?1");
  CHECK(question_marks("") == "");
}

TEST_CASE("what only looks like a parameter stays") {
  CHECK(question_marks("select '$1', 'it''s $2', $3") == "select '$1', 'it''s $2', ?3");
  CHECK(question_marks("select \"$1\", \"a\"\"$2\", $3") == "select \"$1\", \"a\"\"$2\", ?3");
  CHECK(question_marks("select 1 -- $1\n, $2") == "select 1 -- $1\n, ?2");
  CHECK(question_marks("select /* $1 '*/ $2") == "select /* $1 '*/ ?2");
  CHECK(question_marks("select a$1, $x, $, b") == "select a$1, $x, $, b");
  CHECK(question_marks("select '$1") == "select '$1");
  CHECK(question_marks("select /* $1") == "select /* $1");
  CHECK(question_marks("select 1 $") == "select 1 $");
}

TEST_CASE("counts the parameters that are meant") {
  CHECK(parameter_count("select 1") == 0);
  CHECK(parameter_count("select $2, $1, $12") == 12);
  CHECK(parameter_count("select '$9', $1 -- $7") == 1);
}

TEST_CASE("text that one engine would not take is not storable") {
  CHECK(storable("电话 +86"));
  CHECK_FALSE(storable(std::string_view("a\0b", 3)));
  CHECK_FALSE(storable("\xff"));
  CHECK_FALSE(storable("\xed\xa0\x80"));
}

}  // namespace
}  // namespace genauth::db
