// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AuthenticatorAssertionResponseDto;
struct AuthenticationCredentialDto;
struct PublicKeyCredentialDescriptorDto;
struct PublicKeyCredentialRequestOptionsDto;
struct AuthenticationOptionsDto;
struct AuthenticatorAttestationResponseDto;
struct SignInByWebAuthnOptionsDto;
struct FinalizeWebAuthnLoginDto;
struct ListWebAuthnAuthenticatorDeviceDataDto;
struct PublicKeyCredentialParametersDto;
struct PublicKeyCredentialRpEntityDto;
struct PublicKeyCredentialUserEntityDto;
struct PublicKeyCredentialCreationOptionsDto;
struct RegistrationCredentialDto;
struct RegistrationOptionsDto;
struct UpdatePasskeyDto;
struct VerifyAuthenticationDto;
struct VerifyAuthenticationResultDto;
struct VerifyRegistrationDto;
struct VerifyRegistrationResultDto;

struct AuthenticatorAssertionResponseDto {
  std::string authenticatorData = {};
  std::string clientDataJSON = {};
  std::string signature = {};
  std::string userHandle = {};
};

struct AuthenticationCredentialDto {
  std::string id = {};
  std::string rawId = {};
  AuthenticatorAssertionResponseDto response = {};
  // Its kind
  std::string type = {};
};

struct PublicKeyCredentialDescriptorDto {
  std::string id = {};
  std::vector<std::string> transports = {};
  // Its kind
  std::string type = {};
};

struct PublicKeyCredentialRequestOptionsDto {
  std::string challenge = {};
  std::optional<std::vector<PublicKeyCredentialDescriptorDto>> allowCredentials = {};
  std::string rpId = {};
  std::int64_t timeout = 0;
};

struct AuthenticationOptionsDto {
  PublicKeyCredentialRequestOptionsDto authenticationOptions = {};
  std::string ticket = {};
};

struct AuthenticatorAttestationResponseDto {
  std::string attestationObject = {};
  std::string clientDataJSON = {};
};

struct SignInByWebAuthnOptionsDto {
  std::optional<std::string> scope = {};
  // Free data of your own that goes with the call into events and pipelines
  Json context = {};
  // Values of the user pool's custom fields, by field
  Json customData = {};
};

struct FinalizeWebAuthnLoginDto {
  std::string ticket = {};
  AuthenticationCredentialDto credential = {};
  // Further options
  std::optional<SignInByWebAuthnOptionsDto> options = {};
};

struct ListWebAuthnAuthenticatorDeviceDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<Json> list = {};
};

struct PublicKeyCredentialParametersDto {
  std::int64_t alg = 0;
  // Its kind
  std::string type = {};
};

struct PublicKeyCredentialRpEntityDto {
  std::string id = {};
  // Its name
  std::string name = {};
};

struct PublicKeyCredentialUserEntityDto {
  std::string id = {};
  // Its name
  std::string name = {};
  // What people read on the button
  std::string displayName = {};
};

struct PublicKeyCredentialCreationOptionsDto {
  std::string challenge = {};
  std::vector<PublicKeyCredentialDescriptorDto> excludeCredentials = {};
  std::vector<PublicKeyCredentialParametersDto> pubKeyCredParams = {};
  PublicKeyCredentialRpEntityDto rp = {};
  std::int64_t timeout = 0;
  PublicKeyCredentialUserEntityDto user = {};
};

struct RegistrationCredentialDto {
  std::string id = {};
  std::string rawId = {};
  AuthenticatorAttestationResponseDto response = {};
  std::optional<std::vector<std::string>> transports = {};
  // Its kind
  std::string type = {};
};

struct RegistrationOptionsDto {
  PublicKeyCredentialCreationOptionsDto registrationOptions = {};
  std::string ticket = {};
};

struct UpdatePasskeyDto {
  // Its name
  std::string name = {};
};

struct VerifyAuthenticationDto {
  std::string ticket = {};
  AuthenticationCredentialDto authenticationCredential = {};
  // Further options
  std::optional<SignInByWebAuthnOptionsDto> options = {};
};

struct VerifyAuthenticationResultDto {
  bool verified = false;
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct VerifyRegistrationDto {
  std::string ticket = {};
  RegistrationCredentialDto registrationCredential = {};
  std::optional<std::string> authenticatorCode = {};
};

struct VerifyRegistrationResultDto {
  bool verified = false;
};

// Parameters of remove_credential.
struct RemoveCredentialQuery {
  std::string credentialID = {};
};

// Parameters of webauthn_admin_credentials_credential_id.
struct UpdateWebAuthnAdminCredentialQuery {
  std::string credentialId = {};
};

// Parameters of webauthn_admin_credentials_credential_id_user_id_app_id.
struct DeleteWebAuthnAdminCredentialQuery {
  std::string credentialId = {};
  // Id of the user
  std::string userId = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of webauthn_credentials.
struct ListWebAuthnCredentialsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of webauthn_delete_credential.
struct DeleteWebAuthnCredentialQuery {
  std::string credentialId = {};
};

// Parameters of webauthn_person_credentials.
struct ListWebAuthnPersonCredentialsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Id of the user
  std::string userId = {};
  // Id of the application
  std::optional<std::string> appId = {};
};

// Parameters of webauthn_update_credential.
struct UpdateWebAuthnCredentialQuery {
  std::string credentialId = {};
};

}  // namespace genauth
