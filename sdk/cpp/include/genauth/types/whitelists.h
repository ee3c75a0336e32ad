// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AddWhitelistDto;
struct AddWhitelistOfAppDto;
struct DeleteWhitelistDto;
struct DeleteWhitelistOfAppDto;
struct WhitelistEntryDto;
struct WhitelistRespDto;

struct AddWhitelistDto {
  // Its kind
  std::string type = {};
  // The page's entries
  std::optional<std::vector<std::string>> list = {};
};

struct AddWhitelistOfAppDto {
  // Id of the application
  std::string appId = {};
  // Its kind
  std::string type = {};
  // The page's entries
  std::optional<std::vector<std::string>> list = {};
};

struct DeleteWhitelistDto {
  // Its kind
  std::string type = {};
  // The page's entries
  std::optional<std::vector<std::string>> list = {};
};

struct DeleteWhitelistOfAppDto {
  // Its kind
  std::string type = {};
  // Id of the application
  std::string appId = {};
  // The page's entries
  std::optional<std::vector<std::string>> list = {};
};

struct WhitelistEntryDto {
  // A user name, an e-mail address in lower case, or a phone number with its country code
  std::string value = {};
  // When it was created
  std::string createdAt = {};
};

// The SDKs know the first two members only: the first value (empty when the list is) and its time.
struct WhitelistRespDto {
  // The first value; empty when there is none
  std::string value = {};
  // When that value was put on the list; empty when there is none
  std::string createdAt = {};
  // The page's entries
  std::vector<WhitelistEntryDto> list = {};
};

// Parameters of list_whitelist_of_app.
struct ListWhitelistsOfAppQuery {
  // Its kind
  std::string type = {};
  // Id of the application
  std::string appId = {};
};

// Parameters of list_whitelists.
struct ListWhitelistsQuery {
  // Its kind
  std::string type = {};
};

}  // namespace genauth
