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
  // The new e-mail address
  std::string newEmail = {};
  // The code that was sent to the new address
  std::string newEmailPassCode = {};
  // The present e-mail address
  std::optional<std::string> oldEmail = {};
  // The code that was sent to the present address
  std::optional<std::string> oldEmailPassCode = {};
};

struct UpdateEmailDto {
  // One-time token for update-email; good for 60 seconds
  std::string updateEmailToken = {};
};

struct UpdatePhoneByPhonePassCodeDto {
  // The new phone number in its national form
  std::string newPhoneNumber = {};
  // The code that was sent to the new number
  std::string newPhonePassCode = {};
  // Telephone code of the new number's country; +86 where it is left out
  std::optional<std::string> newPhoneCountryCode = {};
  // The present phone number in its national form
  std::optional<std::string> oldPhoneNumber = {};
  // The code that was sent to the present number
  std::optional<std::string> oldPhonePassCode = {};
  // Telephone code of the present number's country; +86 where it is left out
  std::optional<std::string> oldPhoneCountryCode = {};
};

struct UpdatePhoneDto {
  // One-time token for update-phone; good for 60 seconds
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
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
  // Number of the user's identity document
  std::optional<std::string> identityNumber = {};
};

struct VerifyUpdateEmailRequestData {
  // One-time token for update-email; good for 60 seconds
  std::string updateEmailToken = {};
  // Seconds until the token expires
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyUpdateEmailRequestDto {
  // With EMAIL_PASSCODE, the address and its code
  UpdateEmailByEmailPassCodeDto emailPassCodePayload = {};
  // Always EMAIL_PASSCODE
  std::string verifyMethod = {};
};

struct VerifyUpdatePhoneRequestData {
  // One-time token for update-phone; good for 60 seconds
  std::string updatePhoneToken = {};
  // Seconds until the token expires
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyUpdatePhoneRequestDto {
  // With PHONE_PASSCODE, the number and its code
  UpdatePhoneByPhonePassCodeDto phonePassCodePayload = {};
  // Always PHONE_PASSCODE
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
