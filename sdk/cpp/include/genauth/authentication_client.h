#pragma once
#include <mutex>
#include <string>

#include "genauth/authentication_operations.h"

namespace genauth {

// Signs users in and acts for the one whose access token is set. A sign-in does not set it: hand
// answer.data->access_token to set_access_token(). Any number of threads may use one client.
class AuthenticationClient final : public AuthenticationOperations {
 public:
  using SignInResponse = Response<LoginTokenResponseDataDto>;
  using SignUpResponse = Response<UserDto>;

  explicit AuthenticationClient(AuthenticationClientOptions options);

  void set_access_token(std::string token);
  std::string access_token() const;

  SignInResponse sign_in_by_username_password(std::string username, std::string password,
                                              SignInOptionsDto options = {});
  SignInResponse sign_in_by_email_password(std::string email, std::string password,
                                           SignInOptionsDto options = {});
  SignInResponse sign_in_by_phone_password(std::string phone, std::string password,
                                           SignInOptionsDto options = {});
  // The account is a user name, an e-mail address or a phone number.
  SignInResponse sign_in_by_account_password(std::string account, std::string password,
                                             SignInOptionsDto options = {});
  // An empty country code is left to the server, which takes +86.
  SignInResponse sign_in_by_phone_passcode(std::string phone, std::string pass_code,
                                           std::string country_code = {}, SignInOptionsDto options = {});
  SignInResponse sign_in_by_email_passcode(std::string email, std::string pass_code,
                                           SignInOptionsDto options = {});

  SignUpResponse sign_up_by_username_password(std::string username, std::string password,
                                              SignUpProfileDto profile = {}, SignUpOptionsDto options = {});
  SignUpResponse sign_up_by_email_password(std::string email, std::string password,
                                           SignUpProfileDto profile = {}, SignUpOptionsDto options = {});
  SignUpResponse sign_up_by_phone_passcode(std::string phone, std::string pass_code,
                                           std::string country_code = {}, SignUpProfileDto profile = {},
                                           SignUpOptionsDto options = {});
  SignUpResponse sign_up_by_email_passcode(std::string email, std::string pass_code,
                                           SignUpProfileDto profile = {}, SignUpOptionsDto options = {});

 private:
  Answer send(Request request) override;

  const AuthenticationClientOptions options_;
  Channel channel_;
  mutable std::mutex mutex_;  // of the token
  std::string access_token_;
};

}  // namespace genauth
