// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct DeleteAccounDto;
struct DeleteAccountByEmailPassCodeDto;
struct DeleteAccountByPasswordDto;
struct DeleteAccountByPhonePassCodeDto;
struct GetSecurityInfoDto;
struct ResetPasswordByEmailPassCodeDto;
struct ResetPasswordByPhonePassCodeDto;
struct ResetPasswordDto;
struct ResetPasswordVerify;
struct UpdatePasswordDto;
struct ValidatePasswordDto;
struct ValidatePasswordResultDto;
struct VerifyDeleteAccountRequestDataDto;
struct VerifyDeleteAccountRequestDto;
struct VerifyResetPasswordRequestDto;

struct DeleteAccounDto {
  // One-time token for delete-account; good for 60 seconds
  std::string deleteAccountToken = {};
};

struct DeleteAccountByEmailPassCodeDto {
  // E-mail address
  std::optional<std::string> email = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
};

struct DeleteAccountByPasswordDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct DeleteAccountByPhonePassCodeDto {
  // Phone number in its national form, without the country code
  std::string phoneNumber = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct GetSecurityInfoDto {
  // How strong the password was when it was set: 1 low, 2 middle, 3 high
  std::int64_t passwordSecurityLevel = 0;
  // Whether the account has a second factor
  bool mfaEnrolled = false;
  // Whether the account has a password
  bool passwordSet = false;
  // Whether the account has an e-mail address
  bool emailBinded = false;
  // Whether the account has a phone number
  bool phoneBinded = false;
  // 0 to 100, see the operation's description
  std::int64_t securityScore = 0;
};

struct ResetPasswordByEmailPassCodeDto {
  // E-mail address
  std::optional<std::string> email = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
};

struct ResetPasswordByPhonePassCodeDto {
  // Phone number in its national form, without the country code
  std::string phoneNumber = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct ResetPasswordDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // One-time token for reset-password, from verify-reset-password-request or from a refused sign-in
  std::string passwordResetToken = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct ResetPasswordVerify {
  // One-time token for reset-password, from verify-reset-password-request or from a refused sign-in
  std::string passwordResetToken = {};
  // Seconds until the token expires
  std::int64_t tokenExpiresIn = 0;
};

struct UpdatePasswordDto {
  // The new password, encrypted as passwordEncryptType says
  std::string newPassword = {};
  // The present password, encrypted in the same way; not needed where there is none
  std::optional<std::string> oldPassword = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
  // One-time token for reset-password, from verify-reset-password-request or from a refused sign-in
  std::optional<std::string> passwordResetToken = {};
};

struct ValidatePasswordDto {
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // E-mail address
  std::optional<std::string> email = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // The password; encrypted where passwordEncryptType says so
  std::optional<std::string> password = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct ValidatePasswordResultDto {
  // Whether it is the password of the signed-in user
  bool valid = false;
};

struct VerifyDeleteAccountRequestDataDto {
  // One-time token for delete-account; good for 60 seconds
  std::string deleteAccountToken = {};
  // Seconds until the token expires
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyDeleteAccountRequestDto {
  // How the owner proves it; PASSWORD only where the account has neither address nor number
  std::string verifyMethod = {};
  // With PHONE_PASSCODE, the number and its code
  std::optional<DeleteAccountByPhonePassCodeDto> phonePassCodePayload = {};
  // With EMAIL_PASSCODE, the address and its code
  std::optional<DeleteAccountByEmailPassCodeDto> emailPassCodePayload = {};
  // Account and password, with connection PASSWORD
  std::optional<DeleteAccountByPasswordDto> passwordPayload = {};
};

struct VerifyResetPasswordRequestDto {
  // Which code proves it
  std::string verifyMethod = {};
  // With PHONE_PASSCODE, the number and its code
  std::optional<ResetPasswordByPhonePassCodeDto> phonePassCodePayload = {};
  // With EMAIL_PASSCODE, the address and its code
  std::optional<ResetPasswordByEmailPassCodeDto> emailPassCodePayload = {};
};

}  // namespace genauth
