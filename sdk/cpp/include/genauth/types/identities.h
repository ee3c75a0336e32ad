// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ExtIdpInfoDto;
struct GenerateBindExtIdpLinkDataDto;
struct UnlinkExtIdpDto;

struct ExtIdpInfoDto {
  std::string identifier = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Its kind
  std::string type = {};
  std::string extIdpType = {};
  std::string bindUrl = {};
  // Its name
  std::string name = {};
  std::optional<std::string> name_en = {};
  std::optional<std::string> desc = {};
  std::optional<std::string> desc_en = {};
  std::optional<std::string> logo = {};
};

struct GenerateBindExtIdpLinkDataDto {
  std::string url = {};
};

struct UnlinkExtIdpDto {
  // Id of the identity source
  std::string extIdpId = {};
};

// Parameters of generate_link_ext_idp_url.
struct GenerateLinkExtIdpUrlQuery {
  std::string ext_idp_conn_identifier = {};
  std::string app_id = {};
  // Id token, a JWT
  std::string id_token = {};
  std::optional<std::string> need_url_redirect = {};
  std::optional<std::string> only_redirect_token = {};
  std::optional<std::string> need_form_post = {};
  std::optional<std::string> target_url = {};
};

}  // namespace genauth
