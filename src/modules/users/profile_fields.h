// The plain text members that a user's row and the contract's user structs have in common, once: what create,
// update and the answer copy between them. For handlers; works with any generated struct that has these
// members.
#pragma once
#include <optional>
#include <string>

#include "modules/users/users.h"

namespace genauth::users {

// visit(std::optional<std::string>& of the user, std::optional<std::string>& of the struct)
template <class AnyUser, class Dto, class Visit>
void each_profile_text(AnyUser& user, Dto& dto, Visit&& visit) {
  visit(user.name, dto.name);
  visit(user.nickname, dto.nickname);
  visit(user.photo, dto.photo);
  visit(user.birthdate, dto.birthdate);
  visit(user.country, dto.country);
  visit(user.province, dto.province);
  visit(user.city, dto.city);
  visit(user.address, dto.address);
  visit(user.street_address, dto.streetAddress);
  visit(user.postal_code, dto.postalCode);
  visit(user.company, dto.company);
  visit(user.browser, dto.browser);
  visit(user.device, dto.device);
  visit(user.given_name, dto.givenName);
  visit(user.family_name, dto.familyName);
  visit(user.middle_name, dto.middleName);
  visit(user.profile, dto.profile);
  visit(user.preferred_username, dto.preferredUsername);
  visit(user.website, dto.website);
  visit(user.zoneinfo, dto.zoneinfo);
  visit(user.locale, dto.locale);
  visit(user.formatted, dto.formatted);
  visit(user.region, dto.region);
}

// An absent member leaves the text, an empty one takes it away.
inline void take_text(std::optional<std::string>& text, const std::optional<std::string>& wanted) {
  if (!wanted) return;
  if (wanted->empty())
    text.reset();
  else
    text = wanted;
}

template <class Dto>
void take_profile_texts(User& user, const Dto& dto) {
  each_profile_text(user, dto, [](auto& text, const auto& wanted) { take_text(text, wanted); });
}

}  // namespace genauth::users
