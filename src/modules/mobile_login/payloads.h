// What an app brought, read from the one of the thirty payloads that goes with its `connection`.
#pragma once
#include <string>

#include "base/result.h"
#include "connectors/social/engine.h"
#include "gen/dto/mobile_login.h"

namespace genauth::mobile_login {

struct Brought {
  std::string code = {}, access_token = {}, id_token = {};
  bool is_sns_code = false;            // DingTalk's older sign-in
  social::MiniProgramProof mini = {};  // views into the request
  std::string token = {};              // Yidun's own, beside the carrier's
};

// kRequired for a payload or a member that is missing, kMobileProofUnsupported.
Result<Brought> brought(const dto::SigninByMobileDto& req);

// The account that it proves; for everything but "yidun", which proves a number.
Result<social::Profile> profile_of(const social::Engine& engine, const social::Settings& settings,
                                   const std::string& connection, const Brought& brought);

}  // namespace genauth::mobile_login
