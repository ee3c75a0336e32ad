// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct ChangeExtIdpAssociationStateDto;
struct ChangeExtIdpConnStateDto;
struct ChangeUserPoolTenantExtIdpConnDto;
struct ExtIdpFieldMapping;
struct ExtIdpConnFields;
struct CreateExtIdpConnDto;
struct CreateExtIdpDto;
struct DeleteExtIdpConnDto;
struct DeleteExtIdpDto;
struct ExtIdpConnDetail;
struct ExtIdpDetail;
struct ExtIdpDto;
struct ExtIdpInfoDto;
struct ExtIdpListPagingDto;
struct GenerateBindExtIdpLinkDataDto;
struct UnlinkExtIdpDto;
struct UpdateExtIdpConnDto;
struct UpdateExtIdpDto;

struct ChangeExtIdpAssociationStateDto {
  // Id of the connection
  std::string id = {};
  // Whether signed-in people may link an account of this connection themselves
  bool association = false;
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct ChangeExtIdpConnStateDto {
  // Id of the connection
  std::string id = {};
  // Whether it is switched on
  bool enabled = false;
  // Id of the application
  std::string appId = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Ids of further applications
  std::optional<std::vector<std::string>> appIds = {};
};

struct ChangeUserPoolTenantExtIdpConnDto {
  // Whether it is switched on
  bool enabled = false;
  // Ids of the connections
  std::vector<std::string> connIds = {};
};

// One field of the account and where it stands in the source's answers.
struct ExtIdpFieldMapping {
  // Field of the account
  std::string field = {};
  // user.… is the answer of userInfoEndpoint, token.… that of tokenEndpoint, claims.… the ID token; of a
  // directory, CAS or SAML, user.… is an attribute; "path=value" is true where they are equal
  std::string path = {};
};

// Settings of a connection. Which ones count depends on its type.
struct ExtIdpConnFields {
  // Id of our client at the source (App ID, AppKey, Channel ID)
  std::optional<std::string> clientId = {};
  // Secret of that client. Never shown again
  std::optional<std::string> clientSecret = {};
  // OpenID Connect: the issuer, whose discovery document is read. OAuth 2.0: the issuer that the server names
  // in its answers (RFC 9207); where it is set, every answer must. SAML: the entity id of the provider. LDAP,
  // AD, CAS: under which name its accounts are known, where the server moved; left out, its address
  std::optional<std::string> issuer = {};
  // OpenID Connect: a code that we redeem, or an ID token that the browser posts to us
  std::optional<std::string> mode = {};
  // What is asked for, in the notation of the source; left out, the usual
  std::optional<std::string> scope = {};
  // OAuth 2.0: where the browser is sent
  std::optional<std::string> authorizationEndpoint = {};
  // OAuth 2.0: where the code becomes an access token
  std::optional<std::string> tokenEndpoint = {};
  // OAuth 2.0: who the access token belongs to
  std::optional<std::string> userInfoEndpoint = {};
  // How our client proves itself there; left out, what the source prefers
  std::optional<std::string> tokenEndpointAuthMethod = {};
  // OAuth 2.0: where the access token stands in the request for the account
  std::optional<std::string> userInfoTokenPlace = {};
  // Where a field of the account stands in the answers, before the usual places
  std::optional<std::vector<ExtIdpFieldMapping>> mapping = {};
  // Azure AD: directory (tenant) id
  std::optional<std::string> tenant = {};
  // GitLab: the address of a server of your own
  std::optional<std::string> baseUrl = {};
  // WeCom: id of the corporation
  std::optional<std::string> corpId = {};
  // WeCom: id of the application within it
  std::optional<std::string> agentId = {};
  // Yidun: id of the one-tap product; its SecretId and SecretKey are clientId and clientSecret
  std::optional<std::string> businessId = {};
  // Alipay: id of the merchant (PID), for get-alipay-authinfo
  std::optional<std::string> partnerId = {};
  // Apple: id of the team
  std::optional<std::string> teamId = {};
  // Apple: id of the key
  std::optional<std::string> keyId = {};
  // Apple, Alipay: our private key, PEM. Never shown again
  std::optional<std::string> privateKey = {};
  // Alipay: the public key with which Alipay signs, PEM
  std::optional<std::string> publicKey = {};
  // LDAP, AD: the directory, ldaps://host or ldap://host (then by StartTLS), with :port if it is not the
  // usual one
  std::optional<std::string> ldapUrl = {};
  // LDAP, AD: the account that looks people up. LDAP without it: everybody may search
  std::optional<std::string> bindDn = {};
  // Password of that account. Never shown again
  std::optional<std::string> bindPassword = {};
  // LDAP, AD: below this people are looked for
  std::optional<std::string> baseDn = {};
  // LDAP, AD: which entry is the person that typed {login}. Left out, (uid={login}), and in AD the
  // sAMAccountName or userPrincipalName of a user
  std::optional<std::string> filter = {};
  // LDAP: the name of the entry of {login}. Then nobody searches, and people read their own entry
  std::optional<std::string> userDn = {};
  // LDAP, AD: the authorities that vouch for the directory, PEM. Left out, those of the system
  std::optional<std::string> caCertificate = {};
  // CAS: the server, to which /login and the validation are added
  std::optional<std::string> casUrl = {};
  // CAS: validate, serviceValidate, or p3/serviceValidate with attributes
  std::optional<std::string> casProtocol = {};
  // SAML: where the browser is sent (HTTP-Redirect)
  std::optional<std::string> signInEndPoint = {};
  // SAML: the certificate with which the provider signs, PEM or bare base64; several in PEM while it changes
  std::optional<std::string> samlIdpCert = {};
  // SAML: whether our requests are signed (signatureAlgorithm), with samlSpKey
  std::optional<bool> signSamlRequest = {};
  // SAML: our private RSA key, PEM, that signs requests and opens encrypted assertions. Never shown again
  std::optional<std::string> samlSpKey = {};
  // SAML: how our requests are signed; left out, with digestAlgorithm or SHA-256. SHA-1 is not served
  std::optional<std::string> signatureAlgorithm = {};
  // SAML: the digest of that signature, which HTTP-Redirect has only one of
  std::optional<std::string> digestAlgorithm = {};
  // SAML: how our requests travel. HTTP-POST, which answers always come by, is not served for requests
  std::optional<std::string> protocolBinding = {};
  // SAML: where a session at the provider ends. Refused unless it is empty, for this server does not end
  // sessions elsewhere
  std::optional<std::string> signOutEndPoint = {};
  // OpenID Connect: where a session at the provider ends. Refused unless it is empty, for this server does
  // not end sessions elsewhere
  std::optional<std::string> logoutUrl = {};
  // SAML: the certificate of that key, PEM, which the metadata show
  std::optional<std::string> samlSpCert = {};
  // What happens to somebody who comes for the first time: a new account (none), the account with the same
  // verified address (field), or a question (challenge)
  std::optional<std::string> associationMode = {};
  // With associationMode field: what may match. Left out, email and phone. username: the user name at an LDAP
  // or AD; externalId: the id at a SAML provider
  std::optional<std::vector<std::string>> associationFields = {};
  // How somebody may prove an existing account. Left out, all
  std::optional<std::vector<std::string>> challengeBindingMethods = {};
  // Domains of e-mail addresses that this source hands out itself, so that it may speak for them although it
  // does not say that they are verified
  std::optional<std::vector<std::string>> authoritativeDomains = {};
  // The source checks phone numbers itself, although it does not say so
  std::optional<bool> authoritativePhones = {};
};

struct CreateExtIdpConnDto {
  // Id of the identity source
  std::string extIdpId = {};
  // Kind of the connection
  std::string type = {};
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::string identifier = {};
  // What people read on the button
  std::string displayName = {};
  // Settings of the connection
  ExtIdpConnFields fields = {};
  // Only people whose account is linked already may come in
  std::optional<bool> loginOnly = {};
  // Address of a picture
  std::optional<std::string> logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct CreateExtIdpDto {
  // Name of the identity source
  std::string name = {};
  // Kind of the identity source
  std::string type = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DeleteExtIdpConnDto {
  // Id of the connection
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct DeleteExtIdpDto {
  // Id of the identity source
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct ExtIdpConnDetail {
  // Id of the connection
  std::string id = {};
  // Kind of the connection
  std::string type = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Address of a picture
  std::string logo = {};
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::optional<std::string> identifier = {};
  // What people read on the button
  std::optional<std::string> displayName = {};
  // Only people whose account is linked already may come in
  bool loginOnly = false;
  // What happens to somebody who comes for the first time
  std::string associationMode = {};
  // How somebody may prove an existing account
  std::vector<std::string> challengeBindingMethods = {};
};

struct ExtIdpDetail {
  // Id of the identity source
  std::string id = {};
  // Name of the identity source
  std::string name = {};
  // Address of a picture
  std::string logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Kind of the identity source
  std::string type = {};
  // Connections of the identity source
  std::vector<ExtIdpConnDetail> connections = {};
  // Whether people join a tenant by themselves when they come through the source; always false
  bool autoJoin = false;
};

struct ExtIdpDto {
  // Id of the identity source
  std::string id = {};
  // Name of the identity source
  std::string name = {};
  // Address of a picture
  std::string logo = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Kind of the identity source
  std::string type = {};
};

struct ExtIdpInfoDto {
  // Name of the connection in addresses
  std::string identifier = {};
  // Id of the identity source
  std::string extIdpId = {};
  // Kind of the identity source
  std::string type = {};
  // Whether people or an organization keep the accounts
  std::string extIdpType = {};
  // Where the browser is sent to sign in this way
  std::string bindUrl = {};
  // What people read on the button
  std::string name = {};
  // Name in English
  std::optional<std::string> name_en = {};
  // Description
  std::optional<std::string> desc = {};
  // Description in English
  std::optional<std::string> desc_en = {};
  // Address of a picture
  std::optional<std::string> logo = {};
};

struct ExtIdpListPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<ExtIdpDto> list = {};
};

struct GenerateBindExtIdpLinkDataDto {
  // The address to open in the user's browser, once
  std::string url = {};
};

struct UnlinkExtIdpDto {
  // Id of the identity source
  std::string extIdpId = {};
};

struct UpdateExtIdpConnDto {
  // Id of the connection
  std::string id = {};
  // What people read on the button
  std::string displayName = {};
  // Settings of the connection
  ExtIdpConnFields fields = {};
  // Address of a picture
  std::optional<std::string> logo = {};
  // Only people whose account is linked already may come in
  std::optional<bool> loginOnly = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

struct UpdateExtIdpDto {
  // Name of the identity source
  std::string name = {};
  // Id of the identity source
  std::string id = {};
  // Id of the tenant
  std::optional<std::string> tenantId = {};
};

// Parameters of ext_idp_conn_state_by_apps.
struct ExtIdpConnStateByAppsQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Id of the connection
  std::string id = {};
  // Kind of the connection
  std::optional<std::string> type = {};
};

// Parameters of generate_link_ext_idp_url.
struct GenerateLinkExtIdpUrlQuery {
  std::string ext_idp_conn_identifier = {};
  std::string app_id = {};
  // Id token, a JWT
  std::optional<std::string> id_token = {};
  std::optional<std::string> need_url_redirect = {};
  std::optional<std::string> only_redirect_token = {};
  std::optional<std::string> need_form_post = {};
  std::optional<std::string> target_url = {};
};

// Parameters of get_ext_idp.
struct GetExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Id of the identity source
  std::string id = {};
  // Kind of the identity source
  std::optional<std::string> type = {};
};

// Parameters of list_ext_idp.
struct ListExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
};

// Parameters of list_tenant_ext_idp.
struct ListTenantExtIdpQuery {
  // Id of the tenant
  std::optional<std::string> tenantId = {};
  // Id of the application
  std::optional<std::string> appId = {};
  // Its kind
  std::optional<std::string> type = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
