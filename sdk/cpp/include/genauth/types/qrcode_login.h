// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AppQRCodeLoginDto;
struct ChangeQRCodeStatusDto;
struct QRCodeStatusBriefUserInfoDto;
struct CheckQRCodeStatusDataDto;
struct ExchangeTokenSetWithQRcodeTicketDto;
struct FastpassQRCodeRelationAppDto;
struct FastpassUserInfoDto;
struct GeneFastpassQRCodeInfoDto;
struct GeneQRCodeDataDto;
struct GenerateQrcodeDto;
struct GetFastpassQRCodeRelationAppsDto;
struct SignInFastpassOptionsDto;
struct SignInFastpassDto;

struct AppQRCodeLoginDto {
  // What the app does; there is one choice
  std::string action = {};
  // The qrcodeId that the QR code holds
  std::string qrcodeId = {};
};

struct ChangeQRCodeStatusDto {
  // Id of the QR code, as the picture holds it
  std::string qrcodeId = {};
  // SCAN as soon as the code was read, then CONFIRM or CANCEL
  std::string action = {};
};

struct QRCodeStatusBriefUserInfoDto {
  // Name of the user, for the page to show
  std::string displayName = {};
  // Address of the user's picture
  std::string photo = {};
};

struct CheckQRCodeStatusDataDto {
  // The state it is in
  std::string status = {};
  // What exchange-tokenset-with-qrcode-ticket takes, once
  std::optional<std::string> ticket = {};
  // Who scanned the code
  std::optional<QRCodeStatusBriefUserInfoDto> briefUserInfo = {};
  // Tokens of the user, where the pool hands them out to the page
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct ExchangeTokenSetWithQRcodeTicketDto {
  // The ticket that the status of the QR code brought
  std::string ticket = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

struct FastpassQRCodeRelationAppDto {
  // Id of the application
  std::string id = {};
  // Its name
  std::string name = {};
  // Address of its logo
  std::optional<std::string> logo = {};
};

struct FastpassUserInfoDto {
  // Id of the user, or of the user pool
  std::string id = {};
  // Name to show
  std::string displayName = {};
  // Address of the user's picture
  std::string photo = {};
};

struct GeneFastpassQRCodeInfoDto {
  // What the QR code is for
  std::string scene = {};
  // The secret that the QR code carries; ask get-app-login-qrcode-status with it
  std::string qrcodeId = {};
  // Where the app finds the server
  std::string apiHost = {};
  // Whom the app will be signed in as
  FastpassUserInfoDto user = {};
  // Id of the application
  std::string appId = {};
  // The user pool
  FastpassUserInfoDto userpool = {};
};

struct GeneQRCodeDataDto {
  // What the page asks for the status with. A secret: the picture holds only the part before the dot
  std::string qrcodeId = {};
  // Address of the picture
  std::string url = {};
  // The logo of the application, to be laid over the picture; absent where there is none or it was merged
  std::optional<std::string> customLogoUrl = {};
};

struct GenerateQrcodeDto {
  // Its kind
  std::string type = {};
  // Id or identifier of the connection to the mini program that WeChat's picture opens
  std::optional<std::string> extIdpConnId = {};
  // Values of custom fields; the account that confirms the code keeps those that it does not have yet
  Json customData = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Draw the logo of the application into the picture; it must be stored as a data URL
  std::optional<bool> autoMergeQrCode = {};
};

struct GetFastpassQRCodeRelationAppsDto {
  // The applications that the app may sign in to
  std::optional<std::vector<FastpassQRCodeRelationAppDto>> relationApps = {};
};

struct SignInFastpassOptionsDto {
  // What the app asks for, separated by blanks
  std::optional<std::string> scope = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Values of custom fields; the account keeps those that it does not have yet, when the app signs in
  Json customData = {};
};

struct SignInFastpassDto {
  // Further options
  std::optional<SignInFastpassOptionsDto> options = {};
};

// Parameters of check_qr_code_status.
struct CheckQrCodeStatusQuery {
  std::string qrcodeId = {};
};

// Parameters of get_fastpass_params.
struct GetFastpassParamsQuery {
  std::string qrcodeId = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of get_qr_code_status.
struct GetAppLoginQrCodeStatusQuery {
  std::string qrcodeId = {};
};

// Parameters of get_qrcode_status.
struct GetQrCodeStatusQuery {
  std::string qrcodeId = {};
};

}  // namespace genauth
