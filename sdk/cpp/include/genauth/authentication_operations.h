// Generated from contract/. Not to be edited.
#pragma once
#include "genauth/channel.h"
#include "genauth/response.h"
#include "genauth/types/account_security.h"
#include "genauth/types/approvals.h"
#include "genauth/types/authentication.h"
#include "genauth/types/codes.h"
#include "genauth/types/devices.h"
#include "genauth/types/events.h"
#include "genauth/types/identity_sources.h"
#include "genauth/types/invitations.h"
#include "genauth/types/mfa.h"
#include "genauth/types/mobile_login.h"
#include "genauth/types/my_data.h"
#include "genauth/types/passkeys.h"
#include "genauth/types/permissions.h"
#include "genauth/types/profile.h"
#include "genauth/types/public_accounts.h"
#include "genauth/types/push_login.h"
#include "genauth/types/qrcode_login.h"
#include "genauth/types/system.h"

namespace genauth {

// Every authentication operation of the contract, one method each.
class AuthenticationOperations {
 public:
  // Lists the applications that the signed-in user may ask to be let into
  // GET /api/v3/applications-permission-applicable
  Response<EnablePermissionApplyApplicationList> applications_permission_applicable(const GetEnablePermissionApplyApplicationListQuery& query);

  // Asks for several roles or applications in one request
  // POST /api/v3/approval-batch
  Response<IsSuccessDto> approval_batch(const BatchCreateApprovalReq& body);

  // Lists the requests for approval that the signed-in user has made
  // GET /api/v3/approval-initiated-list
  Response<InitiatedApprovalPageList> approval_initiated_list(const InitiatedListQuery& query);

  // Signs a user in with the code that WeChat gave to a mobile app
  // POST /api/v2/ecConn/wechatMobile/authByCodeIdentity
  Response<LoginTokenResponseDataDto> auth_by_code_identity(const WechatMobileAuthByCodeIdentityInput& body);

  // Links a WeChat sign-in to an account, proved by its password
  // POST /api/v2/ecConn/wechatMobile/byAccount
  Response<WechatLoginTokenRespDto> bind_by_account(const BindByAccountInputApi& body);

  // Links a WeChat sign-in to an account that the user chose by id
  // POST /api/v2/ecConn/wechatMobile/byAccountId
  Response<WechatLoginTokenRespDto> bind_by_account_id(const BindByAccountIdInputApi& body);

  // Links a WeChat sign-in to an account, proved by an e-mail code
  // POST /api/v2/ecConn/wechatMobile/byEmailCode
  Response<WechatLoginTokenRespDto> bind_by_email_code(const BindByEmailCodeInputApi& body);

  // Links a WeChat sign-in to an account, proved by an SMS code
  // POST /api/v2/ecConn/wechatMobile/byPhoneCode
  Response<WechatLoginTokenRespDto> bind_by_phone_code(const BindByPhoneCodeInputApi& body);

  // Binds an e-mail address to the signed-in user, who has none yet
  // POST /api/v3/bind-email
  Response<void> bind_email(const BindEmailDto& body);

  // Binds a phone number to the signed-in user, who has none yet
  // POST /api/v3/bind-phone
  Response<void> bind_phone(const BindPhoneDto& body);

  // Moves a push sign-in on, as the user on the phone decides
  // POST /api/v3/change-pushcode-status
  Response<void> change_push_code_status(const ChangePushCodeStatusDto& body);

  // Moves a QR sign-in on, as the user who scanned it decides
  // POST /api/v3/change-qrcode-status
  Response<void> change_qr_code_status(const ChangeQRCodeStatusDto& body);

  // Tells whether the signed-in user may act on entries of a list resource
  // POST /api/v3/check-permission-array-resource
  Response<CheckResourcePermissionDataDto> check_permission_by_array_resource(const CheckPermissionArrayResourceDto& body);

  // Tells whether the signed-in user may act on a plain resource
  // POST /api/v3/check-permission-string-resource
  Response<CheckResourcePermissionDataDto> check_permission_by_string_resource(const CheckPermissionStringResourceDto& body);

  // Tells whether the signed-in user may act on nodes of a tree resource
  // POST /api/v3/check-permission-tree-resource
  Response<CheckResourcePermissionDataDto> check_permission_by_tree_resource(const CheckPermissionTreeResourceDto& body);

  // Tells how far a push sign-in has come
  // GET /api/v3/check-pushcode-status
  Response<CheckPushCodeStatusDataDto> check_push_code_status(const CheckPushCodeStatusQuery& query);

  // Tells whether a QR code has been scanned or confirmed
  // GET /api/v3/check-qrcode-status
  Response<CheckQRCodeStatusDataDto> check_qr_code_status(const CheckQrCodeStatusQuery& query);

  // Tells which of the given passkeys the server knows
  // POST /api/v3/webauthn/check-valid-credentials-by-credIds
  Response<std::vector<PasskeyCheckDto>> check_valid_credentials_by_cred_ids(const CheckDeviceCredentialIdDto& body);

  // Withdraws every invitation link that the signed-in user has made
  // POST /api/v3/clear-my-all-invitation-links
  Response<IsSuccessDto> clear_my_all_invitation_links();

  // Asks for access to a role or an application
  // POST /api/v3/approval
  Response<CreateApprovalDto> create_approval(const CreateApprovalReq& body);

  // Decrypts user data that a Douyin mini program received
  // POST /api/v3/decrypt-douyin-miniprogram-data
  Response<Json> decrypt_douyin_miniprogram_data(const DecryptDouyinMiniProgramDataDto& body);

  // Decrypts user data that a WeChat mini program received
  // POST /api/v3/decrypt-wechat-miniprogram-data
  Response<Json> decrypt_wechat_mini_program_data(const DecryptWechatMiniProgramDataDto& body);

  // Deletes the signed-in user's own account, with the token that verify-delete-account-request gave
  // POST /api/v3/delete-account
  Response<IsSuccessDto> delete_account(const DeleteAccounDto& body);

  // Adds a second factor to the account, once its code has been checked
  // POST /api/v3/enroll-factor
  Response<void> enroll_factor(const EnrollFactorDto& body);

  // Trades the ticket of a confirmed QR sign-in for tokens
  // POST /api/v3/exchange-tokenset-with-qrcode-ticket
  Response<LoginTokenResponseDataDto> exchange_token_set_with_qr_code_ticket(const ExchangeTokenSetWithQRcodeTicketDto& body);

  // Makes the QR code that carries a session from one app into another
  // POST /api/v3/gene-fastpass-qrcode-info
  Response<GeneFastpassQRCodeInfoDto> gene_fastpass_qrcode_info(const SignInFastpassDto& body);

  // Makes a QR code for signing in
  // POST /api/v3/gene-qrcode
  Response<GeneQRCodeDataDto> gene_qr_code(const GenerateQrcodeDto& body);

  // Gives the address that links an account of an identity source to the signed-in user
  // GET /api/v3/generate-link-extidp-url
  Response<GenerateBindExtIdpLinkDataDto> generate_link_ext_idp_url(const GenerateLinkExtIdpUrlQuery& query);

  // Gives a token with which a guest can open an invitation of one policy
  // POST /api/v3/generate-policy-invitation-token
  Response<GenerateInviteeTokenDto> generate_policy_invitation_token(const InvitationLinkDto& body);

  // Makes an invitation link in the name of the signed-in member
  // POST /api/v3/generate-universal-invitation-link-by-member
  Response<GenerateInvitationLinkDto> generate_universal_invitation_link_by_member();

  // Lists the applications that the signed-in user may enter
  // GET /api/v3/get-my-accessible-apps
  Response<std::vector<AccessibleAppsDto>> get_accessible_apps();

  // Gives the signed parameters with which a mobile app opens Alipay's sign-in
  // GET /api/v3/get-alipay-authinfo
  Response<AlipayAuthInfoDataDto> get_alipay_auth_info(const GetAlipayAuthInfoQuery& query);

  // Lists the identity sources that the application offers for signing in
  // GET /api/v3/get-application-enabled-extidps
  Response<std::vector<ExtIdpInfoDto>> get_application_enabled_ext_idps();

  // Shows one request for approval with its history
  // GET /api/v3/approval
  Response<ApprovalDetailDto> get_approval(const GetDetailQuery& query);

  // Lists the resources that the signed-in user has been granted
  // GET /api/v3/get-my-authorized-resources
  Response<AuthorizedResourcePagingDto> get_authorized_resources(const GetAuthorizedResourcesQuery& query);

  // Gives a picture code and the token it belongs to
  // GET /api/v3/get-captcha-code
  Response<GetCaptchaCodeDataDto> get_captcha_code();

  // Lists the countries and regions with their telephone codes
  // GET /api/v3/get-country-list
  Response<std::vector<CountryDetailInfo>> get_country_list();

  // Lists the departments that the signed-in user belongs to
  // GET /api/v3/get-my-department-list
  Response<UserDepartmentPagingDto> get_department_list(const GetDepartmentListQuery& query);

  // Shows one second factor of the signed-in user
  // GET /api/v3/get-factor
  Response<FactorDto> get_factor(const GetFactorQuery& query);

  // Lists the apps that a fast-pass QR code can open
  // GET /api/v3/get-fastpass-client-apps
  Response<GetFastpassQRCodeRelationAppsDto> get_fastpass_params(const GetFastpassParamsQuery& query);

  // Lists the groups that the signed-in user belongs to
  // GET /api/v3/get-my-group-list
  Response<std::vector<GroupDto>> get_group_list();

  // Lists the external accounts that are linked to the signed-in user
  // GET /api/v3/get-identities
  Response<std::vector<IdentityDto>> get_identities();

  // Lists the applications in which the signed-in user has a session
  // GET /api/v3/get-my-logged-in-apps
  Response<std::vector<LoggedInAppsDto>> get_logged_in_apps();

  // Lists the signed-in user's own sign-ins, newest first
  // GET /api/v3/get-my-login-history
  Response<LoginHistoryPaginatedRespDto> get_login_history(const GetLoginHistoryQuery& query);

  // Shows what an invitation of a policy promises and demands, to the person invited
  // GET /api/v3/get-policy-invitation-context
  Response<InviteeContextDto> get_policy_invitation_context(const GetInviteCodeContextQuery& query);

  // Gives the signed-in user's own profile
  // GET /api/v3/get-profile
  Response<UserDto> get_profile(const GetProfileQuery& query);

  // Lists the applications in which a push sign-in can be consented to
  // POST /api/v3/get-pushlogin-relation-apps
  Response<GetPushCodeRelationAppsDataDto> get_push_login_relation_apps(const GetPushCodeRelationAppsDto& body);

  // Tells how far a fast-pass QR code has come
  // GET /api/v3/get-app-login-qrcode-status
  Response<CheckQRCodeStatusDataDto> get_qr_code_status(const GetAppLoginQrCodeStatusQuery& query);

  // Tells how far a QR sign-in has come
  // GET /api/v3/get-qrcode-status
  Response<CheckQRCodeStatusDataDto> get_qrcode_status(const GetQrCodeStatusQuery& query);

  // Lists the roles that the signed-in user holds
  // GET /api/v3/get-my-role-list
  Response<std::vector<RoleDto>> get_role_list(const GetRoleListQuery& query);

  // Tells how well the signed-in user's account is protected, as a score with the facts behind it
  // GET /api/v3/get-security-info
  Response<GetSecurityInfoDto> get_security_level();

  // Gives the public keys for encrypting passwords, and facts about this server
  // GET /api/v3/system
  Response<SystemInfoResp> get_system_info();

  // Lists the tenants that the signed-in user is a member of
  // GET /api/v3/get-my-tenant-list
  Response<std::vector<UserTenantListDto>> get_tenant_list();

  // Shows the public settings of open invitations, for the page that a guest sees
  // GET /api/v3/get-universal-invitation-public-config
  Response<UniversalInvitationPublicConfigDto> get_universal_invitation_public_config(const GetUniversalInvitationPublicConfigQuery& query);

  // Lists what the signed-in user may do with given data resources
  // POST /api/v3/get-user-auth-resource-permission-list
  Response<GetUserAuthResourcePermissionListDataDto> get_user_auth_resource_permission_list(const GetUserAuthResourcePermissionListDto& body);

  // Shows the part of a data resource that the signed-in user may see
  // POST /api/v3/get-user-auth-resource-struct
  Response<GetUserAuthResourceStructDataDto> get_user_auth_resource_struct(const GetUserAuthResourceStructDto& body);

  // Lists the data resources that the signed-in user has been granted
  // GET /api/v3/get-user-auth-resource-list
  Response<GetUserAuthResourceListDataDto> get_user_authorized_resources_list();

  // Gives the access token of a WeChat account that the user pool has configured
  // POST /api/v3/get-wechat-access-token
  Response<GetWechatAccessTokenDataDto> get_wechat_mp_access_token(const GetWechatAccessTokenDto& body);

  // Gives a WeChat access token together with the time at which it expires
  // POST /api/v3/get-wechat-access-token-info
  Response<GetWechatAccessTokenDataDto> get_wechat_mp_access_token_info(const GetWechatAccessTokenDto& body);

  // Gives the challenge for signing in with a passkey
  // GET /api/v3/webauthn/authentication
  Response<AuthenticationOptionsDto> init_authentication_options();

  // Gives the challenge for registering a passkey
  // GET /api/v3/webauthn/registration
  Response<RegistrationOptionsDto> init_register_options();

  // Lets a person who has an account accept an invitation
  // POST /api/v3/join-by-invitation
  Response<IsSuccessDto> join_by_invitation(const PolicyInviteeJoinedDto& body);

  // Lists the devices on which the signed-in user has signed in
  // GET /api/v3/mydevices/list
  Response<std::vector<TerminalSessionDto>> list(const ListQuery& query);

  // Lists the signed-in user's authenticators, page by page
  // POST /api/v3/webauthn/page-authenticator-device
  Response<ListWebAuthnAuthenticatorDeviceDataDto> list_credentials_by_page(const ListDeviceCredentialDto& body);

  // Lists the second factors that the signed-in user has set up
  // GET /api/v3/list-enrolled-factors
  Response<std::vector<FactorDto>> list_enrolled_factors();

  // Lists the second factors that the signed-in user could still set up
  // GET /api/v3/list-factors-to-enroll
  Response<std::vector<FactorToEnrollDto>> list_factors_to_enroll();

  // Lists the public accounts under which the signed-in user may go on
  // GET /api/v3/get-user-select-login-public-accounts
  Response<std::vector<GetUserSelectLoginPublicAccountsDataDto>> list_public_accounts_for_switch_logged_in(const ListPublicAccountsForSwitchLoggedInQuery& query);

  // Tells whether the signed-in person may enter the application
  // POST /api/v2/applications/subject/person/list
  Response<SubjectAuthPagingDto> list_subject_persons();

  // Checks a code of an authenticator app as a second factor
  // POST /api/v3/mfa-totp-verify
  Response<OtpVerityRespDto> mfa_otp_verify(const MfaOtpVerityDto& body);

  // Tells whether a one-time code is right, without using it up
  // POST /api/v3/pre-check-code
  Response<PreCheckCodeDataDto> pre_check_code(const PreCheckCodeDto& body);

  // Publishes a custom event in the name of the signed-in user
  // POST /api/v3/pub-userEvent
  Response<PubEventRespDataDto> put_event(const PubEventDto& body);

  // Signs a mobile app in with a fast-pass QR code
  // POST /api/v3/qrcode-app-login
  Response<LoginTokenResponseDataDto> qr_code_app_login(const AppQRCodeLoginDto& body);

  // Creates an account for a WeChat sign-in that belongs to nobody yet
  // POST /api/v2/ecConn/wechatMobile/register
  Response<WechatLoginTokenRespDto> register_new_user(const BindByRegiserInputApi& body);

  // Removes every passkey of one kind of authenticator
  // POST /api/v3/webauthn/remove-credentials-by-authenticator-code
  Response<IsSuccessDto> remove_all_credentials(const RemoveDeviceCredentialDto& body);

  // Removes the passkey with the given id
  // POST /api/v3/webauthn/remove-credential/{credentialID}
  Response<IsSuccessDto> remove_credential(const RemoveCredentialQuery& query, const Json& body);

  // Removes a second factor from the signed-in user's account
  // POST /api/v3/reset-factor
  Response<void> reset_factor(const ResetFactorDto& body);

  // Sets a forgotten password anew, with the token that verify-reset-password-request gave
  // POST /api/v3/reset-password
  Response<IsSuccessDto> reset_password(const ResetPasswordDto& body);

  // Signs the signed-in user out on one of their devices
  // POST /api/v3/mydevices/revoke-session
  Response<void> revoke(const RevokeDeviceSessionDto& body);

  // Lists the roles that the signed-in user may ask for
  // GET /api/v3/roles-permission-applicable
  Response<EnablePermissionApplyRolePageList> roles_permission_applicable(const GetEnablePermissionApplyRoleListQuery& query);

  // Goes on with the account that the user chose after a WeChat sign-in
  // POST /api/v2/ecConn/wechatMobile/select
  Response<WechatLoginTokenRespDto> select_account(const BindByAccountsInputApi& body);

  // Sends a one-time code by e-mail
  // POST /api/v3/send-email
  Response<void> send_email(const SendEmailDto& body);

  // Starts to set up a second factor, by sending a code or giving a secret
  // POST /api/v3/send-enroll-factor-request
  Response<SendEnrollFactorRequestDataDto> send_enroll_factor_request(const SendEnrollFactorRequestDto& body);

  // Sends a one-time code by SMS
  // POST /api/v3/send-sms
  Response<void> send_sms(const SendSMSDto& body);

  // Sets the state of a push sign-in, from the mobile app that received it
  // POST /api/v3/set-pushcode-status
  Response<IsSuccessDto> set_pushcode_status(const ChangePushCodeStatusDto& body);

  // Sets the state of a QR sign-in, from the app that scanned it
  // POST /api/v3/set-qrcode-status
  Response<IsSuccessDto> set_qrcode_status(const ChangeQRCodeStatusDto& body);

  // Signs a user in with a password, a one-time code or an account of a directory
  // POST /api/v3/signin
  Response<LoginTokenResponseDataDto> sign_in_by_credentials(const SigninByCredentialsDto& body);

  // Signs a user in with what a social app on the same phone returned
  // POST /api/v3/signin-by-mobile
  Response<LoginTokenResponseDataDto> sign_in_by_mobile(const SigninByMobileDto& body);

  // Starts a sign-in that is confirmed on the user's phone
  // POST /api/v3/signin-by-push
  Response<GenePushCodeDataDto> sign_in_by_push(const SignInByPushDto& body);

  // Creates an account with a password or a one-time code
  // POST /api/v3/signup
  Response<UserDto> sign_up(const SignUpDto& body);

  // Creates an account for a person who accepts an invitation
  // POST /api/v3/signup-by-invitation
  Response<UniversalInvitationJoinRespDto> signup_by_invitation(const UniversalInvitationUserJoinDto& body);

  // Lets a person with several accounts go on as another of them
  // POST /api/v3/switch-login-by-user
  Response<LoginTokenResponseDataDto> switch_login_by_user(const PublicAccountSwitchLoginDto& body);

  // Removes a device from the signed-in user's account
  // POST /api/v3/mydevices/unbind
  Response<void> unbind(const UnbindDeviceDto& body);

  // Takes the e-mail address off the signed-in user's account
  // POST /api/v3/unbind-email
  Response<void> unbind_email(const UnbindEmailDto& body);

  // Takes the phone number off the signed-in user's account
  // POST /api/v3/unbind-phone
  Response<void> unbind_phone(const UnbindPhoneDto& body);

  // Removes the link between the signed-in user and an external account
  // POST /api/v3/unlink-extidp
  Response<void> unlink_ext_idp(const UnlinkExtIdpDto& body);

  // Replaces the e-mail address, with the token that verify-update-email-request gave
  // POST /api/v3/update-email
  Response<IsSuccessDto> update_email(const UpdateEmailDto& body);

  // Changes the signed-in user's password, given the old one
  // POST /api/v3/update-password
  Response<void> update_password(const UpdatePasswordDto& body);

  // Replaces the phone number, with the token that verify-update-phone-request gave
  // POST /api/v3/update-phone
  Response<IsSuccessDto> update_phone(const UpdatePhoneDto& body);

  // Changes members of the signed-in user's own profile
  // POST /api/v3/update-profile
  Response<UserDto> update_profile(const UpdateUserProfileDto& body);

  // Checks a password against the signed-in user's own, without signing in
  // POST /api/v3/validate-password
  Response<ValidatePasswordResultDto> validate_password(const ValidatePasswordDto& body);

  // Checks a signed passkey challenge and signs the user in
  // POST /api/v3/webauthn/authentication
  Response<VerifyAuthenticationResultDto> verify_authentication(const VerifyAuthenticationDto& body);

  // Proves that the user may delete the account and gives a short-lived token for it
  // POST /api/v3/verify-delete-account-request
  Response<VerifyDeleteAccountRequestDataDto> verify_delete_account_request(const VerifyDeleteAccountRequestDto& body);

  // Checks an invitation code before it is used
  // POST /api/v3/verify-invite-code
  Response<IsSuccessDto> verify_invite_code(const VerifyInviteCodeDto& body);

  // Tells a server what an MFA token stands for and whether it is still good
  // POST /mfa/token/introspection
  Response<MfaTokenIntrospectResponse> verify_mfa_token(const MfaTokenIntrospectEndpointParams& body);

  // Checks a new passkey and adds it to the account
  // POST /api/v3/webauthn/registration
  Response<VerifyRegistrationResultDto> verify_register(const VerifyRegistrationDto& body);

  // Proves by a code that a password may be reset and gives a short-lived token for it
  // POST /api/v3/verify-reset-password-request
  Response<ResetPasswordVerify> verify_reset_password_request(const VerifyResetPasswordRequestDto& body);

  // Proves by codes that the e-mail address may be replaced and gives a short-lived token
  // POST /api/v3/verify-update-email-request
  Response<VerifyUpdateEmailRequestData> verify_update_email_request(const VerifyUpdateEmailRequestDto& body);

  // Proves by codes that the phone number may be replaced and gives a short-lived token
  // POST /api/v3/verify-update-phone-request
  Response<VerifyUpdatePhoneRequestData> verify_update_phone_request(const VerifyUpdatePhoneRequestDto& body);

  // Changes the name of a user's passkey, as an administrator
  // PUT /api/v3/webauthn/admin/credentials/{credentialId}
  Response<IsSuccessDto> webauthn_admin_credentials_credential_id(const UpdateWebAuthnAdminCredentialQuery& query, const UpdatePasskeyDto& body);

  // Removes a user's passkey for one application, as an administrator
  // DELETE /api/v3/webauthn/admin/credentials/{credentialId}/{userId}/{appId}
  Response<IsSuccessDto> webauthn_admin_credentials_credential_id_user_id_app_id(const DeleteWebAuthnAdminCredentialQuery& query);

  // Starts the registration of a passkey for a user, as an administrator
  // POST /api/v3/webauthn/admin/initialize
  Response<RegistrationOptionsDto> webauthn_admin_initialize(const InitializePasskeyAdminDto& body);

  // Completes the registration of a passkey for a user, as an administrator
  // POST /api/v3/webauthn/admin/registration/finalize
  Response<PasskeyDto> webauthn_admin_registration_finalize(const FinalizePasskeyRegistrationDto& body);

  // Lists the signed-in user's passkeys
  // GET /api/v3/webauthn/credentials
  Response<PasskeyListDto> webauthn_credentials(const ListWebAuthnCredentialsQuery& query);

  // Removes one of the signed-in user's passkeys
  // DELETE /api/v3/webauthn/credentials/{credentialId}
  Response<IsSuccessDto> webauthn_delete_credential(const DeleteWebAuthnCredentialQuery& query);

  // Completes a sign-in with a passkey
  // POST /api/v3/webauthn/login/finalize
  Response<LoginTokenResponseDataDto> webauthn_login_finalize(const FinalizeWebAuthnLoginDto& body);

  // Starts a sign-in with a passkey
  // POST /api/v3/webauthn/login/initialize
  Response<AuthenticationOptionsDto> webauthn_login_initialize(const InitializePasskeyLoginDto& body);

  // Starts to set up a passkey as a second factor
  // POST /api/v3/webauthn/mfa-bind/initialize
  Response<RegistrationOptionsDto> webauthn_mfa_bind_initialize();

  // Starts to check a passkey as a second factor
  // POST /api/v3/webauthn/mfa-verify/initialize
  Response<AuthenticationOptionsDto> webauthn_mfa_verify_initialize();

  // Lists the passkeys of the person who is signed in
  // GET /api/v3/webauthn/person/credentials
  Response<PasskeyListDto> webauthn_person_credentials(const ListWebAuthnPersonCredentialsQuery& query);

  // Completes the registration of a passkey
  // POST /api/v3/webauthn/registration/finalize
  Response<PasskeyDto> webauthn_registration_finalize(const FinalizePasskeyRegistrationDto& body);

  // Starts the registration of a passkey
  // POST /api/v3/webauthn/registration/initialize
  Response<RegistrationOptionsDto> webauthn_registration_initialize(const InitializePasskeyRegistrationDto& body);

  // Renames one of the signed-in user's passkeys
  // PUT /api/v3/webauthn/credentials/{credentialId}
  Response<IsSuccessDto> webauthn_update_credential(const UpdateWebAuthnCredentialQuery& query, const UpdatePasskeyDto& body);

 protected:
  AuthenticationOperations() = default;
  ~AuthenticationOperations() = default;

 private:
  // How a request reaches the server; the client knows.
  virtual Answer send(Request request) = 0;
};

}  // namespace genauth
