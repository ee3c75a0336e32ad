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
struct AuthenticatorSelectionDto;
struct CheckDeviceCredentialIdDto;
struct RegistrationCredentialDto;
struct FinalizePasskeyRegistrationDto;
struct SignInByWebAuthnOptionsDto;
struct FinalizeWebAuthnLoginDto;
struct InitializePasskeyAdminDto;
struct InitializePasskeyLoginDto;
struct InitializePasskeyRegistrationDto;
struct ListDeviceCredentialDto;
struct ListWebAuthnAuthenticatorDeviceDataDto;
struct PasskeyCheckDto;
struct PasskeyListDto;
struct PublicKeyCredentialParametersDto;
struct PublicKeyCredentialRpEntityDto;
struct PublicKeyCredentialUserEntityDto;
struct PublicKeyCredentialCreationOptionsDto;
struct RegistrationOptionsDto;
struct RemoveDeviceCredentialDto;
struct UpdatePasskeyDto;
struct VerifyAuthenticationDto;
struct VerifyAuthenticationResultDto;
struct VerifyRegistrationDto;
struct VerifyRegistrationResultDto;

struct AuthenticatorAssertionResponseDto {
  // What the authenticator says and signs, in base64url
  std::string authenticatorData = {};
  // What the browser saw, in base64url
  std::string clientDataJSON = {};
  // The signature over authenticator and client data, in base64url
  std::string signature = {};
  // What the authenticator keeps of the account; absent or null from those that keep nothing
  std::optional<std::string> userHandle = {};
};

struct AuthenticationCredentialDto {
  // Id of the credential, in base64url
  std::string id = {};
  // The same as id
  std::string rawId = {};
  // The authenticator's answer
  AuthenticatorAssertionResponseDto response = {};
  // Always public-key
  std::string type = {};
};

struct PublicKeyCredentialDescriptorDto {
  // Id of the credential, in base64url
  std::string id = {};
  // How a browser reaches the authenticator: internal, hybrid, usb, nfc, ble
  std::vector<std::string> transports = {};
  // Always public-key
  std::string type = {};
};

struct PublicKeyCredentialRequestOptionsDto {
  // What the authenticator has to sign, in base64url; good for one try
  std::string challenge = {};
  // The passkeys that will do; empty or absent: any
  std::optional<std::vector<PublicKeyCredentialDescriptorDto>> allowCredentials = {};
  // The host that the passkey belongs to
  std::string rpId = {};
  // How long the browser may wait for the person, in milliseconds
  std::int64_t timeout = 0;
  // Whether the authenticator has to check who its user is
  std::optional<std::string> userVerification = {};
};

struct AuthenticationOptionsDto {
  // What navigator.credentials.get() takes as publicKey; buffers are in base64url
  PublicKeyCredentialRequestOptionsDto authenticationOptions = {};
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
};

struct AuthenticatorAttestationResponseDto {
  // The new key and what the authenticator says of itself, in base64url
  std::string attestationObject = {};
  // What the browser saw, in base64url
  std::string clientDataJSON = {};
  // How a browser reaches the authenticator: internal, hybrid, usb, nfc, ble
  std::optional<std::vector<std::string>> transports = {};
};

struct AuthenticatorSelectionDto {
  // platform for the device itself, cross-platform for a security key or a phone
  std::optional<std::string> authenticatorAttachment = {};
  // Whether the passkey should be found without an account name
  std::string residentKey = {};
  // The same for older browsers
  bool requireResidentKey = false;
  // Whether the authenticator has to check who its user is
  std::string userVerification = {};
};

struct CheckDeviceCredentialIdDto {
  // Ids in base64url
  std::vector<std::string> credentialIds = {};
};

struct RegistrationCredentialDto {
  // Id of the credential, in base64url
  std::string id = {};
  // The same as id
  std::string rawId = {};
  // The authenticator's answer
  AuthenticatorAttestationResponseDto response = {};
  // How a browser reaches the authenticator: internal, hybrid, usb, nfc, ble
  std::optional<std::vector<std::string>> transports = {};
  // Always public-key
  std::string type = {};
};

struct FinalizePasskeyRegistrationDto {
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
  // What the browser returned, with every buffer in base64url
  RegistrationCredentialDto credential = {};
  // How its owner unlocks the passkey; other if left out
  std::optional<std::string> authenticatorCode = {};
  // What to call it
  std::optional<std::string> name = {};
};

struct SignInByWebAuthnOptionsDto {
  // What the tokens should allow
  std::optional<std::string> scope = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // Values of custom fields; the account that signs in keeps those that it does not have yet
  Json customData = {};
};

struct FinalizeWebAuthnLoginDto {
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
  // What the browser returned, with every buffer in base64url
  AuthenticationCredentialDto credential = {};
  // Further options
  std::optional<SignInByWebAuthnOptionsDto> options = {};
};

struct InitializePasskeyAdminDto {
  // Id of the user
  std::string userId = {};
  // The application whose relying party the passkey is for
  std::string appId = {};
  // Whether the passkey should be found without an account name; preferred if left out
  std::optional<std::string> residentKey = {};
  // platform for the device itself, cross-platform for a security key or a phone; any if left out
  std::optional<std::string> authenticatorAttachment = {};
};

struct InitializePasskeyLoginDto {
  // User name, e-mail address or phone number; left out, the browser offers every passkey that it has for
  // this site
  std::optional<std::string> account = {};
};

struct InitializePasskeyRegistrationDto {
  // Whether the passkey should be found without an account name; preferred if left out
  std::optional<std::string> residentKey = {};
  // platform for the device itself, cross-platform for a security key or a phone; any if left out
  std::optional<std::string> authenticatorAttachment = {};
};

struct ListDeviceCredentialDto {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Only those of this kind
  std::optional<std::string> authenticatorCode = {};
};

struct ListWebAuthnAuthenticatorDeviceDataDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PasskeyDto> list = {};
};

struct PasskeyCheckDto {
  // As it was asked for
  std::string credentialId = {};
  // Whether the account has this passkey
  bool valid = false;
};

struct PasskeyListDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PasskeyDto> list = {};
};

struct PublicKeyCredentialParametersDto {
  // COSE algorithm: -7 ES256, -8 EdDSA, -257 RS256
  std::int64_t alg = 0;
  // Always public-key
  std::string type = {};
};

struct PublicKeyCredentialRpEntityDto {
  // The host that the passkey belongs to
  std::string id = {};
  // What the browser shows of the application
  std::string name = {};
};

struct PublicKeyCredentialUserEntityDto {
  // The account as the authenticator keeps it: opaque, in base64url
  std::string id = {};
  // What the browser shows of the account
  std::string name = {};
  // The person's name
  std::string displayName = {};
};

struct PublicKeyCredentialCreationOptionsDto {
  // What the authenticator has to sign, in base64url; good for one try
  std::string challenge = {};
  // Passkeys that the account has already
  std::vector<PublicKeyCredentialDescriptorDto> excludeCredentials = {};
  // The kinds of keys that will do, the best first
  std::vector<PublicKeyCredentialParametersDto> pubKeyCredParams = {};
  // The relying party
  PublicKeyCredentialRpEntityDto rp = {};
  // How long the browser may wait for the person, in milliseconds
  std::int64_t timeout = 0;
  // Whose passkey it will be
  PublicKeyCredentialUserEntityDto user = {};
  // What the authenticator is asked to say of its maker
  std::optional<std::string> attestation = {};
  // Which authenticators will do
  std::optional<AuthenticatorSelectionDto> authenticatorSelection = {};
};

struct RegistrationOptionsDto {
  // What navigator.credentials.create() takes as publicKey; buffers are in base64url
  PublicKeyCredentialCreationOptionsDto registrationOptions = {};
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
};

struct RemoveDeviceCredentialDto {
  // Which passkeys to remove
  std::string authenticatorCode = {};
};

struct UpdatePasskeyDto {
  // What to call it
  std::string name = {};
};

struct VerifyAuthenticationDto {
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
  // What navigator.credentials.get() returned, with every buffer in base64url
  AuthenticationCredentialDto authenticationCredential = {};
  // Further options
  std::optional<SignInByWebAuthnOptionsDto> options = {};
};

struct VerifyAuthenticationResultDto {
  // Always true: what is not verified is an error
  bool verified = false;
  // The tokens
  std::optional<LoginTokenResponseDataDto> tokenSet = {};
};

struct VerifyRegistrationDto {
  // Belongs to the challenge, and is spent with it
  std::string ticket = {};
  // What navigator.credentials.create() returned, with every buffer in base64url
  RegistrationCredentialDto registrationCredential = {};
  // How its owner unlocks the passkey; other if left out
  std::optional<std::string> authenticatorCode = {};
};

struct VerifyRegistrationResultDto {
  // Always true: what is not verified is an error
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
