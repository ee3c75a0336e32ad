// Rows of users and identities: in and out, no rules. Inside src/modules/users only.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/users/users.h"

namespace genauth::users::store {

constexpr std::size_t kPageMax = 50;

Found find(db::Session& session, std::string_view pool_id, std::string_view user_id);
// The user that a statement finds, with all columns.
Found find_one(db::Session& session, const db::Sql& sql, std::initializer_list<db::Param> params);
// In the order of `ids`, at most kPageMax; those that are gone are left out.
Result<std::vector<User>> find_all(db::Session& session, std::string_view pool_id,
                                   std::span<const std::string> ids);

// The id that a statement finds, if it finds one; the first column of its first row.
Result<std::optional<std::string>> find_id(db::Session& session, const db::Sql& sql,
                                           std::initializer_list<db::Param> params);

// False if any unique column is taken.
Result<bool> insert(db::Tx& tx, const User& user);
Result<bool> update(db::Tx& tx, const User& user);

}  // namespace genauth::users::store
