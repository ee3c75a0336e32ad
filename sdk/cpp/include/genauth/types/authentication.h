// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct SignInByAdPayloadDto;
struct SignInByLdapPayloadDto;
struct SignInByPassCodePayloadDto;
struct SignInByPasswordPayloadDto;
struct SignUpByPassCodeDto;
struct SignUpByPasswordDto;
struct SignUpProfileDto;
struct SignUpOptionsDto;
struct SignUpDto;
struct SigninByCredentialsDto;

struct SignInByAdPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // Account name in the directory
  std::string sAMAccountName = {};
};

struct SignInByLdapPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // Account name in the directory
  std::string sAMAccountName = {};
};

struct SignInByPassCodePayloadDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct SignInByPasswordPayloadDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::optional<std::string> account = {};
  // E-mail address
  std::optional<std::string> email = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
};

struct SignUpByPassCodeDto {
  // The one-time code that was sent to the person
  std::string passCode = {};
  // E-mail address
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
};

struct SignUpByPasswordDto {
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
  // User name; unique in the user pool
  std::optional<std::string> username = {};
  // E-mail address
  std::optional<std::string> email = {};
};

struct SignUpProfileDto {
  // Name that the user likes to be called by
  std::optional<std::string> nickname = {};
  // Company
  std::optional<std::string> company = {};
  // Address of the user's picture
  std::optional<std::string> photo = {};
  // Device that the user had at registration
  std::optional<std::string> device = {};
  // Browser that the user had at registration
  std::optional<std::string> browser = {};
  // Full name
  std::optional<std::string> name = {};
  // Given name
  std::optional<std::string> givenName = {};
  // Family name
  std::optional<std::string> familyName = {};
  // Middle name
  std::optional<std::string> middleName = {};
  // Address of a page about the user
  std::optional<std::string> profile = {};
  // The name by which the user would like to be addressed in lists
  std::optional<std::string> preferredUsername = {};
  // Address of the user's own website
  std::optional<std::string> website = {};
  // M male, F female, U unknown; W is sent for female by some directories
  std::optional<std::string> gender = {};
  // Date of birth
  std::optional<std::string> birthdate = {};
  // Time zone, as a name of the tz database
  std::optional<std::string> zoneinfo = {};
  // Language and region, as a BCP 47 tag
  std::optional<std::string> locale = {};
  // Address in one line
  std::optional<std::string> address = {};
  // The whole postal address as it is written on a letter
  std::optional<std::string> formatted = {};
  // Street and house
  std::optional<std::string> streetAddress = {};
  // City or town of the postal address
  std::optional<std::string> locality = {};
  // State or region of the postal address
  std::optional<std::string> region = {};
  // Postal code
  std::optional<std::string> postalCode = {};
  // Country
  std::optional<std::string> country = {};
  // E-mail address; unique in the user pool, capitals do not count
  std::optional<std::string> email = {};
  // Phone number in its national form, without the country code; unique in the user pool
  std::optional<std::string> phone = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Values of the user pool's custom fields, by field; 64 KiB at most
  Json customData = {};
};

struct SignUpOptionsDto {
  // Address of the user, where a server calls in the user's name; believed from authenticated applications
  // only
  std::optional<std::string> clientIp = {};
  // Code that proves the phone number in profile, sent for CHANNEL_COMPLETE_PHONE
  std::optional<std::string> phonePassCodeForInformationCompletion = {};
  // Code that proves the e-mail address in profile, sent for CHANNEL_COMPLETE_EMAIL
  std::optional<std::string> emailPassCodeForInformationCompletion = {};
  // Password to set on an account that is created with a code
  std::optional<std::string> passwordForPhonePassCode = {};
  // Free data of your own for pipelines, which are not built yet; nothing reads it so far
  Json context = {};
  // How the password is encrypted with a public key that /api/v3/system gives; none for not at all
  std::optional<std::string> passwordEncryptType = {};
};

struct SignUpDto {
  // How the user proves who they are; decides which payload is read
  std::string connection = {};
  // Account and password, with connection PASSWORD
  std::optional<SignUpByPasswordDto> passwordPayload = {};
  // Recipient and one-time code, with connection PASSCODE
  std::optional<SignUpByPassCodeDto> passCodePayload = {};
  // What else is known of the new user
  std::optional<SignUpProfileDto> profile = {};
  // Further options
  std::optional<SignUpOptionsDto> options = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

struct SigninByCredentialsDto {
  // How the user proves who they are; decides which payload is read
  std::string connection = {};
  // Account and password, with connection PASSWORD
  std::optional<SignInByPasswordPayloadDto> passwordPayload = {};
  // Recipient and one-time code, with connection PASSCODE
  std::optional<SignInByPassCodePayloadDto> passCodePayload = {};
  // Account of an Active Directory, with connection AD
  std::optional<SignInByAdPayloadDto> adPayload = {};
  // Account of an LDAP directory, with connection LDAP
  std::optional<SignInByLdapPayloadDto> ldapPayload = {};
  // Further options
  std::optional<SignInOptionsDto> options = {};
  // Id of the application, where it authenticates in the body
  std::optional<std::string> client_id = {};
  // Secret of the application, where it authenticates in the body
  std::optional<std::string> client_secret = {};
};

}  // namespace genauth
