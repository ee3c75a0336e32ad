// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CountryDetailInfo;
struct SystmeInfoRSAConfig;
struct SystmeInfoSM2Config;
struct SystmeInfoVersion;
struct SystemInfoResp;

struct CountryDetailInfo {
  // Two-letter code of the country or region, ISO 3166-1
  std::string alpha2 = {};
  // Three-letter code of the country or region, ISO 3166-1
  std::string alpha3 = {};
  // Telephone code of the country or region, with the plus sign
  std::string phoneCountryCode = {};
  // Flag, as an emoji
  std::string flag = {};
  // What the country or region is called, in the four languages of the interface
  LangObject name = {};
};

struct SystmeInfoRSAConfig {
  // Public key in PEM; passwords are encrypted with PKCS #1 v1.5 and written in base64
  std::string publicKey = {};
};

struct SystmeInfoSM2Config {
  // Public key as a point in hexadecimal digits; passwords are encrypted as C1, C3, C2 and written in
  // hexadecimal digits
  std::string publicKey = {};
};

struct SystmeInfoVersion {
  // Version of the server
  std::string server = {};
  // Version of the console
  std::string console = {};
  // Version of the login pages
  std::string login = {};
};

struct SystemInfoResp {
  // RSA key for encrypting passwords
  SystmeInfoRSAConfig rsa = {};
  // SM2 key for encrypting passwords
  SystmeInfoSM2Config sm2 = {};
  // Versions of the server's parts
  SystmeInfoVersion version = {};
  // Addresses from which this server calls others, for firewalls
  std::vector<std::string> publicIps = {};
};

}  // namespace genauth
