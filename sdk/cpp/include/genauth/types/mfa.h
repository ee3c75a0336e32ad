// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct EnrollFactorEnrollmentDataDto;
struct EnrollFactorDto;
struct FactorDto;
struct FactorProfile;
struct FactorToEnrollDto;
struct MFADisableSettingsDto;
struct MFASettingsDto;
struct MfaOtpVerityDto;
struct MfaTokenIntrospectEndpointParams;
struct MfaTokenIntrospectResponse;
struct OtpVerityRespDto;
struct ResetFactorDto;
struct SendEnrollFactorRequestOtpDataDto;
struct SendEnrollFactorRequestDataDto;
struct SendEnrollFactorRequestDto;
struct UpdateApplicationMfaSettingsDto;

struct EnrollFactorEnrollmentDataDto {
  // The one-time code that was sent to the person
  std::optional<std::string> passCode = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  std::optional<bool> isExternalPhoto = {};
};

struct EnrollFactorDto {
  EnrollFactorEnrollmentDataDto enrollmentData = {};
  std::string enrollmentToken = {};
  std::string factorType = {};
};

struct FactorDto {
  std::string factorId = {};
  std::string factorType = {};
  // Address of a page about the user
  Json profile = {};
};

struct FactorProfile {
  // Phone number in its national form, without the country code
  std::optional<std::string> phoneNumber = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // E-mail address
  std::optional<std::string> email = {};
};

struct FactorToEnrollDto {
  std::string factorType = {};
};

struct MFADisableSettingsDto {
  std::vector<std::string> disableFactors = {};
};

struct MFASettingsDto {
  std::vector<std::string> enabledFactors = {};
};

struct MfaOtpVerityDto {
  std::string totp = {};
};

struct MfaTokenIntrospectEndpointParams {
  std::string token = {};
};

struct MfaTokenIntrospectResponse {
  bool active = false;
  // Id of the user pool
  std::optional<std::string> userPoolId = {};
  // Id of the user
  std::optional<std::string> userId = {};
  std::optional<std::int64_t> exp = {};
  std::optional<std::int64_t> iat = {};
};

struct OtpVerityRespDto {
  bool verified = false;
};

struct ResetFactorDto {
  std::string factorId = {};
};

struct SendEnrollFactorRequestOtpDataDto {
  std::string qrCodeUri = {};
  std::string qrCodeDataUrl = {};
  // Code with which the user can sign in when the device is lost
  std::string recoveryCode = {};
};

struct SendEnrollFactorRequestDataDto {
  std::string enrollmentToken = {};
  std::optional<SendEnrollFactorRequestOtpDataDto> otpData = {};
};

struct SendEnrollFactorRequestDto {
  // Address of a page about the user
  FactorProfile profile = {};
  std::string factorType = {};
};

struct UpdateApplicationMfaSettingsDto {
  // Id of the application
  std::string appId = {};
  std::optional<std::vector<std::string>> enabledFactors = {};
  std::optional<std::vector<std::string>> disabledFactors = {};
};

// Parameters of get_factor.
struct GetFactorQuery {
  std::string factorId = {};
};

// Parameters of get_mfa_trigger_data.
struct GetMfaTriggerDataQuery {
  // Id of the application
  std::string appId = {};
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

}  // namespace genauth
