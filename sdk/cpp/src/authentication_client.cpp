#include "genauth/authentication_client.h"

#include <algorithm>
#include <array>
#include <utility>

#include "codec.h"

namespace genauth {
namespace {

// Where the application proves who it is.
constexpr std::array<std::string_view, 3> kTokenEndpoints = {"/api/v3/signin", "/api/v3/signin-by-mobile",
                                                             "/api/v3/exchange-tokenset-with-qrcode-ticket"};

std::string base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, text.size() - at);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < count ? static_cast<unsigned char>(text[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += i <= count ? digits[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::optional<std::string> unless_empty(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

SigninByCredentialsDto with_password(SignInByPasswordPayloadDto payload, SignInOptionsDto options) {
  return {.connection = "PASSWORD", .passwordPayload = std::move(payload), .options = std::move(options)};
}

SigninByCredentialsDto with_code(SignInByPassCodePayloadDto payload, SignInOptionsDto options) {
  return {.connection = "PASSCODE", .passCodePayload = std::move(payload), .options = std::move(options)};
}

}  // namespace

AuthenticationClient::AuthenticationClient(AuthenticationClientOptions options)
    : options_(std::move(options)),
      channel_({options_.host, options_.connect_timeout, options_.timeout, options_.ca_file}),
      access_token_(options_.access_token) {}

void AuthenticationClient::set_access_token(std::string token) {
  const std::scoped_lock lock(mutex_);
  access_token_ = std::move(token);
}

std::string AuthenticationClient::access_token() const {
  const std::scoped_lock lock(mutex_);
  return access_token_;
}

Answer AuthenticationClient::send(Request request) {
  request.headers.emplace_back("x-genauth-app-id", options_.app_id);
  if (!options_.language.empty()) request.headers.emplace_back("x-genauth-lang", options_.language);
  if (!options_.tenant_id.empty()) request.headers.emplace_back("x-genauth-tenant-id", options_.tenant_id);
  const std::string token = access_token();
  const bool proves =
      std::find(kTokenEndpoints.begin(), kTokenEndpoints.end(), request.path) != kTokenEndpoints.end();
  if (proves && options_.token_endpoint_auth == TokenEndpointAuth::kClientSecretBasic) {
    request.headers.emplace_back("authorization",
                                 "Basic " + base64(options_.app_id + ":" + options_.app_secret));
  } else if (proves && options_.token_endpoint_auth == TokenEndpointAuth::kClientSecretPost) {
    detail::add_credentials(request, options_.app_id, options_.app_secret);
  } else if (!proves && !token.empty()) {
    request.headers.emplace_back("authorization", "Bearer " + token);
  }
  return channel_.send(request);
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_username_password(
    std::string username, std::string password, SignInOptionsDto options) {
  return sign_in_by_credentials(
      with_password({.password = std::move(password), .username = std::move(username)}, std::move(options)));
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_email_password(
    std::string email, std::string password, SignInOptionsDto options) {
  return sign_in_by_credentials(
      with_password({.password = std::move(password), .email = std::move(email)}, std::move(options)));
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_phone_password(
    std::string phone, std::string password, SignInOptionsDto options) {
  return sign_in_by_credentials(
      with_password({.password = std::move(password), .phone = std::move(phone)}, std::move(options)));
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_account_password(
    std::string account, std::string password, SignInOptionsDto options) {
  return sign_in_by_credentials(
      with_password({.password = std::move(password), .account = std::move(account)}, std::move(options)));
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_phone_passcode(
    std::string phone, std::string pass_code, std::string country_code, SignInOptionsDto options) {
  return sign_in_by_credentials(with_code({.passCode = std::move(pass_code),
                                           .phone = std::move(phone),
                                           .phoneCountryCode = unless_empty(std::move(country_code))},
                                          std::move(options)));
}

AuthenticationClient::SignInResponse AuthenticationClient::sign_in_by_email_passcode(
    std::string email, std::string pass_code, SignInOptionsDto options) {
  return sign_in_by_credentials(
      with_code({.passCode = std::move(pass_code), .email = std::move(email)}, std::move(options)));
}

AuthenticationClient::SignUpResponse AuthenticationClient::sign_up_by_username_password(
    std::string username, std::string password, SignUpProfileDto profile, SignUpOptionsDto options) {
  return sign_up({.connection = "PASSWORD",
                  .passwordPayload =
                      SignUpByPasswordDto{.password = std::move(password), .username = std::move(username)},
                  .profile = std::move(profile),
                  .options = std::move(options)});
}

AuthenticationClient::SignUpResponse AuthenticationClient::sign_up_by_email_password(
    std::string email, std::string password, SignUpProfileDto profile, SignUpOptionsDto options) {
  return sign_up(
      {.connection = "PASSWORD",
       .passwordPayload = SignUpByPasswordDto{.password = std::move(password), .email = std::move(email)},
       .profile = std::move(profile),
       .options = std::move(options)});
}

AuthenticationClient::SignUpResponse AuthenticationClient::sign_up_by_phone_passcode(
    std::string phone, std::string pass_code, std::string country_code, SignUpProfileDto profile,
    SignUpOptionsDto options) {
  return sign_up(
      {.connection = "PASSCODE",
       .passCodePayload = SignUpByPassCodeDto{.passCode = std::move(pass_code),
                                              .phone = std::move(phone),
                                              .phoneCountryCode = unless_empty(std::move(country_code))},
       .profile = std::move(profile),
       .options = std::move(options)});
}

AuthenticationClient::SignUpResponse AuthenticationClient::sign_up_by_email_passcode(
    std::string email, std::string pass_code, SignUpProfileDto profile, SignUpOptionsDto options) {
  return sign_up(
      {.connection = "PASSCODE",
       .passCodePayload = SignUpByPassCodeDto{.passCode = std::move(pass_code), .email = std::move(email)},
       .profile = std::move(profile),
       .options = std::move(options)});
}

}  // namespace genauth
