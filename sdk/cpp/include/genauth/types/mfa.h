// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ApplicationMfaDto;
struct EnrollFactorEnrollmentDataDto;
struct EnrollFactorDto;
struct FactorProfile;
struct FactorToEnrollDto;
struct GetMfaInfoDataDto;
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
struct SetMfaStatusDto;
struct UpdateApplicationMfaSettingsDto;
struct UserMfaRespDto;

struct ApplicationMfaDto {
  // Which second factor: OTP, SMS, EMAIL, FACE or PASSKEY
  std::string mfaPolicy = {};
  // 1 if it counts, 0 if not
  std::int64_t status = 0;
  // Its place in the order of preference
  std::int64_t sort = 0;
};

struct EnrollFactorEnrollmentDataDto {
  // The code of the authenticator app, or the one that was sent
  std::optional<std::string> passCode = {};
  // A photo of the face: an https address, or a data: URL
  std::optional<std::string> photo = {};
  // Whether the photo lies outside this server, which keeps none
  std::optional<bool> isExternalPhoto = {};
};

struct EnrollFactorDto {
  // The proof that the second factor is in the person's hands
  EnrollFactorEnrollmentDataDto enrollmentData = {};
  // What send-enroll-factor-request gave; good for one minute
  std::string enrollmentToken = {};
  // Which kind of second factor: a code of an authenticator app (OTP), by SMS or by e-mail, or a face
  std::string factorType = {};
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
  // Which kind of second factor: a code of an authenticator app (OTP), by SMS or by e-mail, or a face
  std::string factorType = {};
};

struct GetMfaInfoDataDto {
  // Stands for the attempt, for six minutes; sent in the Authorization header of the calls that show a second
  // factor
  std::string mfaToken = {};
  // The masked number of the second factor SMS, if one was set up
  std::optional<std::string> mfaPhone = {};
  // Its country code
  std::optional<std::string> mfaPhoneCountryCode = {};
  // The masked address of the second factor EMAIL, if one was set up
  std::optional<std::string> mfaEmail = {};
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // The user's own number, masked
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // The user's own address, masked
  std::optional<std::string> email = {};
  // Address of the user's picture
  std::optional<std::string> avatar = {};
  // Whether the user has set up their face as a second factor
  std::optional<bool> faceMfaEnabled = {};
  // Whether the user has set up an authenticator app
  std::optional<bool> totpMfaEnabled = {};
  // Whether applicationMfa names what can be set up on the way, since the user has none of it yet, and not
  // what can be shown
  std::optional<bool> mayEnroll = {};
  // The second factors, in the order of preference
  std::vector<ApplicationMfaDto> applicationMfa = {};
};

struct MFADisableSettingsDto {
  // The second factors to take from the list
  std::vector<std::string> disableFactors = {};
};

struct MFASettingsDto {
  // The second factors of which one is demanded
  std::vector<std::string> enabledFactors = {};
};

struct MfaOtpVerityDto {
  // Six digits that the authenticator app shows
  std::string totp = {};
};

struct MfaTokenIntrospectEndpointParams {
  // The mfaToken
  std::optional<std::string> token = {};
};

struct MfaTokenIntrospectResponse {
  // Whether the second factor was shown and the token is still good
  bool active = false;
  // Id of the user pool
  std::optional<std::string> userPoolId = {};
  // Id of the user
  std::optional<std::string> userId = {};
  // When the token expires, in seconds since 1970
  std::optional<std::int64_t> exp = {};
  // When it was issued, in seconds since 1970
  std::optional<std::int64_t> iat = {};
};

struct OtpVerityRespDto {
  // Whether the code was right and has not been used before
  bool verified = false;
};

struct ResetFactorDto {
  // Id of the second factor
  std::string factorId = {};
};

struct SendEnrollFactorRequestOtpDataDto {
  // What the QR code says, for those who cannot scan it
  std::string qrCodeUri = {};
  // The QR code as a picture
  std::string qrCodeDataUrl = {};
  // For the day on which the authenticator app is lost; shown this once
  std::string recoveryCode = {};
};

struct SendEnrollFactorRequestDataDto {
  // What send-enroll-factor-request gave; good for one minute
  std::string enrollmentToken = {};
  // For OTP, what the authenticator app needs
  std::optional<SendEnrollFactorRequestOtpDataDto> otpData = {};
};

struct SendEnrollFactorRequestDto {
  // The number (SMS) or the address (EMAIL) to set up; empty for OTP and FACE
  FactorProfile profile = {};
  // Which kind of second factor: a code of an authenticator app (OTP), by SMS or by e-mail, or a face
  std::string factorType = {};
};

struct SetMfaStatusDto {
  // What is to be demanded; of it, applicationMfa, totpMfaEnabled and faceMfaEnabled count
  GetMfaInfoDataDto mfaTriggerData = {};
  // The user, named in the way that userIdType says
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

struct UpdateApplicationMfaSettingsDto {
  // Id of the application
  std::string appId = {};
  // Second factors to demand, in the order of preference
  std::optional<std::vector<std::string>> enabledFactors = {};
  // Second factors not to offer
  std::optional<std::vector<std::string>> disabledFactors = {};
};

struct UserMfaRespDto {
  // ENABLED if there is an authenticator app, DISABLED if not
  std::string totpStatus = {};
  // The same for the face
  std::string faceMfaStatus = {};
  // The same for codes by SMS
  std::string smsMfaStatus = {};
  // The same for codes by e-mail
  std::string emailMfaStatus = {};
};

// Parameters of get_factor.
struct GetFactorQuery {
  // Id of the second factor
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

// Parameters of get_user_mfa_info.
struct GetUserMfaInfoQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

// Parameters of get_user_mfa_status.
struct GetUserMfaStatusQuery {
  // Id of the user
  std::string userId = {};
  // In which way users are named: by our id, or by another identifier; identity takes
  // <extIdpId>:<userIdInIdp>, sync_relation takes <provider>:<userIdInIdp>
  std::optional<std::string> userIdType = {};
};

}  // namespace genauth
