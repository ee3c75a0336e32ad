// Keyword search over users: a narrow table with the five fields that people search by, and the characters
// and pairs outside ASCII in it. Inside src/modules/users only.
//
// A keyword is a piece of text anywhere in a field; ASCII letters match in either case, all else as it is.
// With a character outside ASCII, user_grams leads straight to the candidates: a name of one Chinese
// character is found in well under a millisecond at any size. With ASCII only, user_search is read in the
// order of the list until the page is full; a keyword that hardly anybody has reads it to the end, which took
// 22 ms at 200,000 users on SQLite.
//
// The tables are kept right by every function of users.h in the same unit.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "modules/users/users.h"

namespace genauth::users::search {

// phone, email, name, username and nickname, one a line, ASCII letters in lower case.
std::string content_of(const User& user);

// The distinct characters outside ASCII and pairs that begin or end with one, within lines. Sorted.
std::vector<std::string> grams_of(std::string_view content);

// The gram that finds a keyword: its first pair with a character outside ASCII, or that character alone;
// empty if there is none and only a scan helps.
std::string leading_gram(std::string_view keyword);

// A pattern for LIKE ... ESCAPE '\' that finds `text` anywhere. The caller folds letters.
std::string like_pattern(std::string_view text);

Result<void> add(db::Tx& tx, const User& user);
// Writes the difference between two states of one row, nothing if there is none.
Result<void> refresh(db::Tx& tx, const User& before, const User& after);
Result<void> remove(db::Tx& tx, const User& user);

}  // namespace genauth::users::search
