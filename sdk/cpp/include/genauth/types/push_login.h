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
  // Id of the push sign-in, as get-pending-push shows it
  std::string pushCodeId = {};
  // What the person decided
  std::string action = {};
  // The number that the person chose, of those that get-pending-push shows
  std::optional<std::string> number = {};
};

struct CheckPushCodeStatusDataDto {
  // The state it is in
  std::string status = {};
  // Tokens of the user, for the first who asks
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct GenePushCodeDataDto {
  // What the page asks for the status with; a secret
  std::string pushCodeId = {};
  // Seconds that the person has to answer
  std::int64_t expireTime = 0;
  // The number for the page to show, so that the person can choose it on the phone
  std::optional<std::string> matchNumber = {};
};

struct GetPushCodeRelationAppsDataDto {
  // Ids of the applications
  std::optional<std::vector<std::string>> appIds = {};
};

struct GetPushCodeRelationAppsDto {
  // Id of the application
  std::string appId = {};
  // Id of the push sign-in
  std::string pushCodeId = {};
};

struct SignInByPushOptionsDto {
  // What the page asks for, separated by blanks
  std::optional<std::string> scope = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  std::optional<std::string> context = {};
  // Values of custom fields; the account that answers the push keeps those that it does not have yet
  Json customData = {};
};

struct SignInByPushDto {
  // User name, e-mail address or phone number
  std::string account = {};
  // Further options
  std::optional<SignInByPushOptionsDto> options = {};
};

// Parameters of check_push_code_status.
struct CheckPushCodeStatusQuery {
  std::string pushCodeId = {};
};

}  // namespace genauth
