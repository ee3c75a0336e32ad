// Signing in from apps and mini programs: what a vendor gave to the app becomes an account at that vendor
// (src/connectors/social), the account becomes a person here by the rules of identity sources
// (modules/identity_sources/linking.h), and the person gets tokens from Login::complete() like everybody
// else.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "connectors/social/engine.h"
#include "gen/dto/authentication.h"
#include "json/type.h"
#include "modules/applications/applications.h"
#include "modules/identity_sources/identity_sources.h"

namespace genauth::mobile_login {

using identity_sources::Connection;
using Tokens = dto::LoginTokenResponseDataDto;

// What the app asked for beside signing in.
struct Wish {
  std::string scope, tenant_id;
  json::Raw custom_data = {};  // what the account gets of it that it does not have yet
};

// Where a question of the sign-in is answered: at /interaction/authFlow with a flowHandle, or at the
// operations of WeChat on mobile with a key.
enum class Asking : std::uint8_t { kFlow, kWechat };

inline constexpr std::string_view kWechatPurpose = "wechat-mobile";
inline constexpr std::int64_t kWechatKeyMs = 300'000;

// An account at a vendor has been proved: tokens, or the question what it is to become. What
// identity_sources::settle() and Login::complete() refuse with; kIdentityBindOnly, kIdentityBindOrCreate,
// kIdentityBindProof, and with kWechat kAccountChoiceRequired.
Result<Tokens> arrive(api::Call& call, const applications::Handle& application, const Connection& connection,
                      const social::Profile& profile, const Wish& wish, Asking asking);

// A phone number has been proved, by its carrier, and nothing else: as good as a code that was sent to it.
// The number is looked up each time and never linked, since numbers change hands.
Result<Tokens> arrive_by_number(api::Call& call, const applications::Handle& application,
                                const Connection& connection, const std::string& number, const Wish& wish);

// The connection of that identifier, which the application offers and which serves what the app calls
// `connection`. kConnectionDisabled, kMobileConnectionMismatch.
Result<Connection> connection_for(api::Call& call, const applications::Application& application,
                                  std::string_view identifier, std::string_view connection);

}  // namespace genauth::mobile_login
