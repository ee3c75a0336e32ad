// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct BindEmailDto;
struct BindPhoneDto;
struct UnbindEmailDto;
struct UnbindPhoneDto;
struct UpdateEmailByEmailPassCodeDto;
struct UpdateEmailDto;
struct UpdatePhoneByPhonePassCodeDto;
struct UpdatePhoneDto;
struct UpdateUserProfileDto;
struct VerifyUpdateEmailRequestData;
struct VerifyUpdateEmailRequestDto;
struct VerifyUpdatePhoneRequestData;
struct VerifyUpdatePhoneRequestDto;

struct BindEmailDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // E-mail address
  std::string email = {};
};

struct BindPhoneDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // Phone number in its national form, without the country code
  std::string phoneNumber = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct UnbindEmailDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
};

struct UnbindPhoneDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
};

struct UpdateEmailByEmailPassCodeDto {
  std::string newEmail = {};
  std::string newEmailPassCode = {};
  std::optional<std::string> oldEmail = {};
  std::optional<std::string> oldEmailPassCode = {};
};

struct UpdateEmailDto {
  std::string updateEmailToken = {};
};

struct UpdatePhoneByPhonePassCodeDto {
  std::string newPhoneNumber = {};
  std::string newPhonePassCode = {};
  std::optional<std::string> newPhoneCountryCode = {};
  std::optional<std::string> oldPhoneNumber = {};
  std::optional<std::string> oldPhonePassCode = {};
  std::optional<std::string> oldPhoneCountryCode = {};
};

struct UpdatePhoneDto {
  std::string updatePhoneToken = {};
};

struct UpdateUserProfileDto {
  // Full name
  std::optional<std::string> name = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // The user's id in a system of your own; unique in the user pool
  std::optional<std::string> externalId = {};
  // Date of birth
  std::optional<std::string> birthdate = {};
  // Country
  std::optional<std::string> country = {};
  // Province
  std::optional<std::string> province = {};
  // City
  std::optional<std::string> city = {};
  // Address in one line
  std::optional<std::string> address = {};
  // Street and house
  std::optional<std::string> streetAddress = {};
  // Postal code
  std::optional<std::string> postalCode = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Company
  std::optional<std::string> company = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
};

struct VerifyUpdateEmailRequestData {
  std::string updateEmailToken = {};
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyUpdateEmailRequestDto {
  UpdateEmailByEmailPassCodeDto emailPassCodePayload = {};
  std::string verifyMethod = {};
};

struct VerifyUpdatePhoneRequestData {
  std::string updatePhoneToken = {};
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyUpdatePhoneRequestDto {
  UpdatePhoneByPhonePassCodeDto phonePassCodePayload = {};
  std::string verifyMethod = {};
};

// Parameters of get_profile.
struct GetProfileQuery {
  // Whether to include customData
  std::optional<bool> withCustomData = {};
  // Whether to include identities
  std::optional<bool> withIdentities = {};
  // Whether to include departmentIds
  std::optional<bool> withDepartmentIds = {};
};

}  // namespace genauth
