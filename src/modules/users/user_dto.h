// A user as the contract shows one. Also for the modules that answer with a user (profile, sign-up).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/seal.h"
#include "gen/dto/common.h"
#include "modules/users/users.h"

namespace genauth::users {

// What a call asked for beyond the plain fields. Posts are an empty list, since there are no such objects
// yet.
struct View {
  bool custom_data = false;
  // customData is shown too, with objects inside it opened up into members with dotted names ({"a":{"b":1}}
  // becomes
  // {"a.b":1}); arrays stay. A user has a fixed set of members on the wire, so nothing moves to the top
  // level.
  bool flat_custom_data = false;
  bool identities = false;
  bool department_ids = false;
  bool posts = false;
  bool tenant_ids = false;
};

// Times in ISO 8601 with milliseconds; absent values are left out. Does not fill what stands in other tables:
// identities, departments and tenants.
dto::UserDto to_dto(const User& user, const View& view);

// With identities (their tokens opened), departments and tenants, if the view asks for them.
Result<dto::UserDto> show(db::Session& session, const crypto::Sealer& sealer, const User& user,
                          const View& view);
Result<std::vector<dto::UserDto>> show_all(db::Session& session, const crypto::Sealer& sealer,
                                           const std::vector<User>& users, const View& view);

// Where the tokens of an identity are sealed.
crypto::Place identity_place(std::string_view pool_id, std::string_view column, std::string_view identity_id);

// JSON as stored, from a JSON text of the caller; the texts of an array of strings.
std::string json_strings(const std::vector<std::string>& texts);
std::vector<std::string> strings_of(std::string_view json_array);
std::string flattened(std::string_view json_object);

}  // namespace genauth::users
