// Parts of the create and update requests: what they say about names and free-form data, checked.
// Inside src/modules/users only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "json/type.h"
#include "modules/users/users.h"

namespace genauth::users {

// Sets the phone from a number and a country code as given; the user's own code, then +86, stands in for a
// missing one. An empty number takes the phone away.
Result<void> take_phone(User& user, const std::optional<std::string>& number,
                        const std::optional<std::string>& country_code);
// Checked; an empty text takes the value away.
Result<void> take_username(User& user, const std::optional<std::string>& username);
Result<void> take_email(User& user, const std::optional<std::string>& email);
// kIdentifierRequired if the user has no user name, e-mail address, phone or external id.
Result<void> need_name(const User& user);

// A JSON object as it is stored; an absent one is "{}". kMustBeObject.
Result<std::string> object_of(const json::Raw& raw, std::string_view field);
// `changes` laid over `stored`, member by member; null takes a member away.
Result<std::string> merged(std::string_view stored, const json::Raw& changes, std::string_view field);

// The same error about a member of `path`: "email" becomes "list.3.email".
Error under(Error error, const std::string& path);

}  // namespace genauth::users
