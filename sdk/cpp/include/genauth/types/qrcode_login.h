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
  std::string action = {};
  std::string qrcodeId = {};
};

struct ChangeQRCodeStatusDto {
  std::string qrcodeId = {};
  std::string action = {};
};

struct QRCodeStatusBriefUserInfoDto {
  // What people read on the button
  std::string displayName = {};
  // Address of the user's picture
  std::string photo = {};
};

struct CheckQRCodeStatusDataDto {
  // The state it is in
  std::string status = {};
  std::optional<std::string> ticket = {};
  std::optional<QRCodeStatusBriefUserInfoDto> briefUserInfo = {};
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct ExchangeTokenSetWithQRcodeTicketDto {
  std::string ticket = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

struct FastpassQRCodeRelationAppDto {
  std::string id = {};
  // Its name
  std::string name = {};
  // Address of a picture
  std::optional<std::string> logo = {};
};

struct FastpassUserInfoDto {
  std::string id = {};
  // What people read on the button
  std::string displayName = {};
  // Address of the user's picture
  std::string photo = {};
};

struct GeneFastpassQRCodeInfoDto {
  std::string scene = {};
  std::string qrcodeId = {};
  std::string apiHost = {};
  FastpassUserInfoDto user = {};
  // Id of the application
  std::string appId = {};
  FastpassUserInfoDto userpool = {};
};

struct GeneQRCodeDataDto {
  std::string qrcodeId = {};
  std::string url = {};
  std::optional<std::string> customLogoUrl = {};
};

struct GenerateQrcodeDto {
  // Its kind
  std::string type = {};
  std::optional<std::string> extIdpConnId = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
  // Free data of your own that goes with the call into events and pipelines
  Json context = {};
  std::optional<bool> autoMergeQrCode = {};
};

struct GetFastpassQRCodeRelationAppsDto {
  std::optional<std::vector<FastpassQRCodeRelationAppDto>> relationApps = {};
};

struct SignInFastpassOptionsDto {
  std::optional<std::string> scope = {};
  // Free data of your own that goes with the call into events and pipelines
  Json context = {};
  // Values of the user pool's custom fields, by field
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
