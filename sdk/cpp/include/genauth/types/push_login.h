// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ChangePushCodeStatusDto;
struct CheckPushCodeStatusDataDto;
struct GenePushCodeDataDto;
struct GetPushCodeRelationAppsDataDto;
struct GetPushCodeRelationAppsDto;
struct SignInByPushOptionsDto;
struct SignInByPushDto;

struct ChangePushCodeStatusDto {
  std::string pushCodeId = {};
  std::string action = {};
};

struct CheckPushCodeStatusDataDto {
  // The state it is in
  std::string status = {};
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct GenePushCodeDataDto {
  std::string pushCodeId = {};
  std::int64_t expireTime = 0;
};

struct GetPushCodeRelationAppsDataDto {
  // Ids of further applications
  std::optional<std::vector<std::string>> appIds = {};
};

struct GetPushCodeRelationAppsDto {
  // Id of the application
  std::string appId = {};
  std::string pushCodeId = {};
};

struct SignInByPushOptionsDto {
  std::optional<std::string> scope = {};
  // Free data of your own that goes with the call into events and pipelines
  std::optional<std::string> context = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
};

struct SignInByPushDto {
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
  // Further options
  std::optional<SignInByPushOptionsDto> options = {};
};

// Parameters of check_push_code_status.
struct CheckPushCodeStatusQuery {
  std::string pushCodeId = {};
};

}  // namespace genauth
