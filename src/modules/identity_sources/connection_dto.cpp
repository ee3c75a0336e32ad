#include "modules/identity_sources/connection_dto.h"

#include <algorithm>

namespace genauth::identity_sources {

std::string_view kind_of(std::string_view source_type) {
  static constexpr std::string_view kEnterprise[] = {
      "oidc",       "oauth2",   "saml", "ldap",   "ad",     "cas",       "azure-ad",  "aws",
      "wechatwork", "dingtalk", "lark", "welink", "zzding", "qingcloud", "seeyona8v5"};
  return std::ranges::find(kEnterprise, source_type) != std::end(kEnterprise) ? "enterprise" : "social";
}

dto::ExtIdpConnDetail to_dto(const Connection& connection) {
  dto::ExtIdpConnDetail shown;
  shown.id = connection.id;
  shown.type = connection.type;
  shown.extIdpId = connection.source_id;
  shown.logo = connection.logo;
  shown.identifier = connection.identifier;
  shown.displayName = connection.display_name;
  shown.loginOnly = connection.login_only;
  shown.associationMode = connection.fields.associationMode;
  if (connection.fields.challengeBindingMethods)
    shown.challengeBindingMethods = *connection.fields.challengeBindingMethods;
  return shown;
}

}  // namespace genauth::identity_sources
