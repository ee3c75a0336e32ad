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
  bool mfaEnrolled = false;
  bool passwordSet = false;
  bool emailBinded = false;
  bool phoneBinded = false;
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
  std::string passwordResetToken = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct ResetPasswordVerify {
  std::string passwordResetToken = {};
  std::int64_t tokenExpiresIn = 0;
};

struct UpdatePasswordDto {
  std::string newPassword = {};
  std::optional<std::string> oldPassword = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
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
  bool valid = false;
};

struct VerifyDeleteAccountRequestDataDto {
  std::string deleteAccountToken = {};
  std::int64_t tokenExpiresIn = 0;
};

struct VerifyDeleteAccountRequestDto {
  std::string verifyMethod = {};
  std::optional<DeleteAccountByPhonePassCodeDto> phonePassCodePayload = {};
  std::optional<DeleteAccountByEmailPassCodeDto> emailPassCodePayload = {};
  // Account and password, with connection PASSWORD
  std::optional<DeleteAccountByPasswordDto> passwordPayload = {};
};

struct VerifyResetPasswordRequestDto {
  std::string verifyMethod = {};
  std::optional<ResetPasswordByPhonePassCodeDto> phonePassCodePayload = {};
  std::optional<ResetPasswordByEmailPassCodeDto> emailPassCodePayload = {};
};

}  // namespace genauth
