// The few things that drivers do with the text of a statement.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace genauth::db {

// $1 becomes ?1, because SQLite numbers $N by first appearance. String literals, quoted identifiers and
// comments stay as they are.
std::string question_marks(std::string_view sql);

// The highest N of $N, by the same rules.
std::size_t parameter_count(std::string_view sql);

// PostgreSQL takes no text with a NUL or broken UTF-8; SQLite would, and the rows could then never move.
bool storable(std::string_view text);
// What to say of such a text: kBadFormat if a NUL is the reason, which JSON can carry and a caller can mend;
// kInternal otherwise, because broken UTF-8 does not get past the parsers.
Error unstorable(std::string_view text, std::string detail);

}  // namespace genauth::db
