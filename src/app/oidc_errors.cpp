#include "app/oidc_errors.h"

#include "base/log.h"
#include "gen/error_table.h"
#include "gen/errors/core.h"
#include "locale/language.h"
#include "modules/sessions/sessions.h"

namespace genauth::app {
namespace {

using oidc::Kind;

// The library speaks English only (RFC 6749 §5.2 allows ASCII without quotes and backslashes).
std::string description_of(const Error& error) {
  std::string text = locale::message(error.code(), locale::Language::kEnUs, error.field(), error.arg());
  for (char& c : text) {
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) > 0x7e) c = '\'';
  }
  return text;
}

// A step of the sign-in demands something: the same numbers and data as in the envelope of /api/v3/signin.
oidc::Error demand_of(const Error& error, const ErrorRow& row) {
  oidc::Error demand{Kind::kInteractionRequired, description_of(error)};
  demand.members = "\"statusCode\":" + std::to_string(row.status_code) +
                   ",\"apiCode\":" + std::to_string(row.api_code) +
                   ",\"data\":" + (error.data_json().empty() ? "{}" : error.data_json());
  return demand;
}

}  // namespace

oidc::Error translated(const Error& error, Kind refusal) {
  const ErrorRow& row = error_row(error.code());
  if (row.status_code >= 300 && row.status_code < 400) return demand_of(error, row);
  switch (error.code()) {
    case errors::kBusy:
    case errors::kThrottled: return {Kind::kThrottled, description_of(error), 1};
    case errors::kInternal:
    case errors::kDatabaseUnavailable:
      log::error("oidc.failed", {{"why", error.detail()}});
      return {Kind::kServerError, "something went wrong on our side"};
    default: return {refusal, description_of(error)};
  }
}

oidc::Tokens tokens_of(sessions::TokenSet set) {
  oidc::Tokens tokens;
  tokens.access_token = std::move(set.access_token);
  tokens.id_token = std::move(set.id_token);
  tokens.refresh_token = std::move(set.refresh_token);
  tokens.scope = std::move(set.scope);
  tokens.expires_in_s = set.expires_in_s;
  tokens.is_dpop_bound = set.token_type == "DPoP";
  return tokens;
}

}  // namespace genauth::app
