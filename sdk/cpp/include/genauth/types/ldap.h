// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct LdapConfigInfoDto;
struct LdapLogDto;
struct LdapSaveDto;
struct LdapSetEnabledFlagDto;
struct LdapUpdateDto;

struct LdapConfigInfoDto {
  std::optional<std::string> id = {};
  // Whether it is switched on
  std::int64_t enabled = 0;
  // Id of the user pool
  std::string userPoolId = {};
  std::string linkUrl = {};
  std::string ldapsLinkUrl = {};
  std::int64_t enablePrivatization = 0;
  std::string bindDn = {};
  std::string ldapDomain = {};
  std::optional<std::int64_t> enableSsl = {};
  std::string baseDn = {};
  std::string bindPwd = {};
  Json visibleOrgNodes = {};
  Json visibleFields = {};
  Json udfMapping = {};
};

struct LdapLogDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  Json list = {};
};

struct LdapSaveDto {
  std::string ldapDomain = {};
  std::optional<std::string> linkUrl = {};
};

struct LdapSetEnabledFlagDto {
  // Whether it is switched on
  bool enabled = false;
};

struct LdapUpdateDto {
  std::optional<std::string> bindPwd = {};
};

// Parameters of query_ldap_log.
struct QueryLdapLogQuery {
  // Its kind
  std::int64_t type = 0;
  std::optional<std::int64_t> connection = {};
  std::optional<std::int64_t> operationNumber = {};
  std::optional<std::int64_t> errorCode = {};
  std::optional<std::string> message = {};
  std::optional<std::int64_t> startTime = {};
  std::optional<std::int64_t> endTime = {};
  // Number of the page, from 1
  std::int64_t page = 0;
  // Entries on a page
  std::int64_t limit = 0;
};

// Parameters of query_ldap_sub_entries.
struct QueryLdapSubEntriesQuery {
  std::optional<std::string> dn = {};
  // Number of the page, from 1
  std::int64_t page = 0;
  // Entries on a page
  std::int64_t limit = 0;
};

}  // namespace genauth
