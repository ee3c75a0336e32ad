// Generated from contract/. Not to be edited.
#pragma once
#include "genauth/channel.h"
#include "genauth/response.h"
#include "genauth/types/access_keys.h"
#include "genauth/types/application_access.h"
#include "genauth/types/application_settings.h"
#include "genauth/types/approvals.h"
#include "genauth/types/asa_accounts.h"
#include "genauth/types/audit.h"
#include "genauth/types/billing.h"
#include "genauth/types/custom_fields.h"
#include "genauth/types/data_permissions.h"
#include "genauth/types/devices.h"
#include "genauth/types/events.h"
#include "genauth/types/groups.h"
#include "genauth/types/identity_sources.h"
#include "genauth/types/invitations.h"
#include "genauth/types/ldap.h"
#include "genauth/types/messaging.h"
#include "genauth/types/metadata.h"
#include "genauth/types/mfa.h"
#include "genauth/types/organizations.h"
#include "genauth/types/permissions.h"
#include "genauth/types/pipelines.h"
#include "genauth/types/posts.h"
#include "genauth/types/public_accounts.h"
#include "genauth/types/resources.h"
#include "genauth/types/risk.h"
#include "genauth/types/roles.h"
#include "genauth/types/security_settings.h"
#include "genauth/types/sync.h"
#include "genauth/types/tenants.h"
#include "genauth/types/users.h"
#include "genauth/types/webhooks.h"
#include "genauth/types/wechat.h"
#include "genauth/types/whitelists.h"

namespace genauth {

// Every management operation of the contract, one method each.
class ManagementOperations {
 public:
  // Blocks or trusts IP addresses
  // POST /api/v3/ip-list
  Response<void> add(const IpListCreateDto& body);

  // Adds users to a department
  // POST /api/v3/add-department-members
  Response<IsSuccessDto> add_department_members(const AddDepartmentMembersReqDto& body);

  // Registers a device of the user pool
  // POST /api/v3/add-device
  Response<TerminalInfoDto> add_device(const CreateTerminalDto& body);

  // Adds users to a group
  // POST /api/v3/add-group-members
  Response<IsSuccessDto> add_group_members(const AddGroupMembersReqDto& body);

  // Adds a department, post, role or group that people invited under a policy will join
  // POST /api/v3/add-invitation-policy-user-attribution
  Response<UserAttributionDto> add_invitation_policy_user_attribution(const AddInvitationPolicyUserAttributionDto& body);

  // Adds several departments, posts, roles or groups that people invited under a policy will join
  // POST /api/v3/add-invitation-policy-user-attributions-batch
  Response<IsSuccessDto> add_invitation_policy_user_attributions_batch(const AddInvitationPolicyUserAttributionsBatchDto& body);

  // Adds a rule by which addresses or users are blocked automatically
  // POST /api/v3/risk-list-policy
  Response<void> add_risk_list_policy(const RiskListPolicyCreateDto& body);

  // Adds members of a tenant to a department
  // POST /api/v3/add-tenant-department-members
  Response<IsSuccessDto> add_tenant_department_members(const AddTenantDepartmentMembersReqDto& body);

  // Makes users members of a tenant
  // POST /api/v3/add-tenant-users
  Response<IsSuccessDto> add_tenant_users(const AddTenantUsersDto& body);

  // Blocks or trusts users
  // POST /api/v3/user-list
  Response<void> add_user(const UserListCreateDto& body);

  // Allows identifiers to register in the user pool
  // POST /api/v3/add-whitelist
  Response<WhitelistRespDto> add_whitelist(const AddWhitelistDto& body);

  // Allows identifiers to register through an application
  // POST /api/v3/add-whitelist-of-app
  Response<WhitelistRespDto> add_whitelist_of_app(const AddWhitelistOfAppDto& body);

  // Decides several requests for approval at once
  // PUT /api/v3/approval-batch-process
  Response<IsSuccessDto> approval_batch_process(const ApprovalBatchProcessReq& body);

  // Lists the requests for approval that have been decided
  // GET /api/v3/approval-closed-list
  Response<ApprovalPageList> approval_closed_list(const ClosedListQuery& query);

  // Lists what happened to requests for approval
  // GET /api/v3/approval-log-list
  Response<ApprovalPageList> approval_log_list(const LogListQuery& query);

  // Lists the requests for approval that wait for a decision
  // GET /api/v3/approval-pending-list
  Response<ApprovalPageList> approval_pending_list(const PendListQuery& query);

  // Accepts or declines a request for approval
  // PUT /api/v3/approval-process
  Response<IsSuccessDto> approval_process(const ApprovalProcessReq& body);

  // Lets users, departments or groups use a shared application account
  // POST /api/v3/assign-asa-account
  Response<IsSuccessDto> assign_asa_account(const AssignAsaAccountsDto& body);

  // Gives a role to users, groups or departments
  // POST /api/v3/assign-role
  Response<IsSuccessDto> assign_role(const AssignRoleDto& body);

  // Gives several roles to users, groups or departments
  // POST /api/v3/assign-role-batch
  Response<IsSuccessDto> assign_role_batch(const AssignRoleBatchDto& body);

  // Opens an application to a tenant, or closes it
  // POST /api/v3/associate-tenant-resource
  Response<IsSuccessDto> associate_tenant_resource(const AssociateTenantResourceDto& body);

  // Lets users, groups, roles or departments into an application, or keeps them out
  // POST /api/v3/authorize-application-access
  Response<IsSuccessDto> authorize_application_access(const AuthorizeApplicationAccessDto& body);

  // Applies data policies to users, groups, roles or departments
  // POST /api/v3/authorize-data-policies
  Response<void> authorize_data_policies(const CreateAuthorizeDataPolicyDto& body);

  // Grants actions on resources to users, groups, roles or departments
  // POST /api/v3/authorize-resources
  Response<IsSuccessDto> authorize_resources(const AuthorizeResourcesDto& body);

  // Accepts several people who answered an open invitation
  // POST /api/v3/batch-approval-universal-invitation-applicants
  Response<IsSuccessDto> batch_approval_universal_invitation_applicants(const ApprovalUniversalInvitationApplicantDto& body);

  // Creates several extension fields of data resources
  // POST /api/v3/batch-create-dnef
  Response<IsSuccessDto> batch_create_dnef(const BatchCreateDnefReq& body);

  // Deletes several ordinary resources, found by id
  // POST /api/v3/delete-common-resources-batch
  Response<IsSuccessDto> batch_delete_common_resource(const DeleteCommonResourcesBatchDto& body);

  // Deletes several people from the invitation lists
  // POST /api/v3/batch-delete-invitation-invitees
  Response<IsSuccessDto> batch_delete_invitation_invitees(const DeleteRosterUsersDto& body);

  // Gives several users' passwords, sealed with the caller's public key
  // POST /api/v3/batch-get-user-encrypt-password
  Response<GetUserEncryptPasswordBatchDataDto> batch_get_user_encrypt_password(const GetUserEncryptPasswordBatchDto& body);

  // Declines several people who answered an open invitation
  // POST /api/v3/batch-reject-universal-invitation-applicant
  Response<IsSuccessDto> batch_reject_universal_invitation_applicant(const ApprovalUniversalInvitationApplicantDto& body);

  // Sets the roles of a public account
  // POST /api/v3/set-public-account-of-roles
  Response<IsSuccessDto> bind_public_account_of_roles(const SetUserRolesDto& body);

  // Sets the users who may go on as a public account
  // POST /api/v3/set-public-account-of-users
  Response<IsSuccessDto> bind_users_public_account(const SetPublicAccountBatchReqDto& body);

  // Declines changes that a synchronisation held back as risky
  // POST /api/v3/cancel-sync-risk-operation
  Response<CancelSyncRiskOperationsDataDto> cancel_sync_risk_operation(const CancelSyncRiskOperationDto& body);

  // Reports an observation to the analysis of user behaviour
  // POST /api/v3/metadata/ueba/capture
  Response<Json> capture(const CreateUEBADto& body);

  // Sets whether users may link accounts of a connection themselves
  // POST /api/v3/change-ext-idp-conn-association-state
  Response<IsSuccessDto> change_ext_idp_conn_association_state(const ChangeExtIdpAssociationStateDto& body);

  // Switches a connection of an identity source on or off for an application
  // POST /api/v3/change-ext-idp-conn-state
  Response<IsSuccessDto> change_ext_idp_conn_state(const ChangeExtIdpConnStateDto& body);

  // Turns a user into a public account
  // POST /api/v3/transfer-into-public-account
  Response<IsSuccessDto> change_into_public_account(const CreatePublicAccountFromUserDto& body);

  // Switches a connection of an identity source on or off for a tenant
  // POST /api/v3/change-userpool-tenant-ext-idp-conn-state
  Response<IsSuccessDto> change_userpool_tenan_ext_idp_conn_state(const ChangeUserPoolTenantExtIdpConnDto& body);

  // Tells whether the name of a data policy is taken
  // GET /api/v3/check-data-policy-exists
  Response<CheckParamsDataPolicyRespDto> check_data_policy_exists(const CheckDataPolicyExistsQuery& query);

  // Tells whether the code or name of a data resource is taken
  // GET /api/v3/check-data-resource-exists
  Response<CheckParamsDataResourceRespDto> check_data_resource_exists(const CheckDataResourceExistsQuery& query);

  // Tells whether a domain identifier is still free
  // POST /api/v3/check-domain-available
  Response<CheckDomainAvailableDataDto> check_domain_available(const CheckDomainAvailable& body);

  // Tells whether a person who has no account here may act on data resources
  // POST /api/v3/check-external-user-permission
  Response<CheckExternalUserPermissionDataDto> check_external_user_permission(const CheckExternalUserPermissionDto& body);

  // Tells whether the code or name of a role is taken
  // POST /api/v3/check-role-params
  Response<CheckRoleParamsRespDto> check_params_namespace(const CheckRoleParamsDto& body);

  // Tells whether a user may act on data resources
  // POST /api/v3/check-permission
  Response<CheckPermissionDataDto> check_permission(const CheckPermissionDto& body);

  // Tells whether the code or name of a permission space is taken
  // POST /api/v3/check-permission-namespace-exists
  Response<CheckPermissionNamespaceExistsRespDto> check_permission_namespace_exists(const CheckPermissionNamespaceExistsDto& body);

  // Tells whether roles exclude each other
  // POST /api/v3/check-role-mutual-exclusion
  Response<CheckRoleMutualExclusionResultDto> check_role_mutual_exclusion(const CheckRoleMutualExclusionReqDto& body);

  // Tells whether a user's session in an application is still good
  // POST /api/v3/check-session-status
  Response<CheckSessionStatusDataDto> check_session_status(const CheckSessionStatusDto& body);

  // Tells which nodes of one level of a tree resource a user may act on
  // POST /api/v3/check-user-same-level-permission
  Response<CheckUserSameLevelPermissionDataDto> check_user_same_level_permission(const CheckUserSameLevelPermissionDto& body);

  // Sets the service through which e-mail is sent
  // POST /api/v3/config-email-provider
  Response<EmailProviderDto> config_email_provider(const ConfigEmailProviderDto& body);

  // Makes a copy of an invitation policy
  // POST /api/v3/copy-invitation-policy-by-id
  Response<GetInvitationPolicyDto> copy_invitation_policy_by_id(const CopyInvitationPolicyDto& body);

  // Copies an operation of a data model
  // POST /api/v3/metadata/copy-operate
  Response<void> copy_operate(const FunctionModelOperateIdDto& body);

  // Creates an access key and shows its secret, this once
  // POST /api/v3/create-access-key
  Response<std::vector<CreateAccessKeyRespDto>> create_access_key(const CreateAccessKeyDto& body);

  // Creates a role for administrators
  // POST /api/v3/create-admin-role
  Response<CheckRoleParamsRespDto> create_admin_role(const CreateAdminRoleDto& body);

  // Creates an application
  // POST /api/v3/create-application
  Response<CreateApplicationRespDataDto> create_application(const CreateApplicationDto& body);

  // Stores an account of an application that several people share
  // POST /api/v3/create-asa-account
  Response<AsaAccountDto> create_asa_account(const CreateAsaAccountDto& body);

  // Stores several shared application accounts
  // POST /api/v3/create-asa-accounts-batch
  Response<IsSuccessDto> create_asa_account_batch(const CreateAsaAccountsBatchDto& body);

  // Creates a data policy
  // POST /api/v3/create-data-policy
  Response<CreateDataPolicyRespDto> create_data_policy(const CreateDataPolicyDto& body);

  // Creates a data resource of any kind
  // POST /api/v3/create-data-resource
  Response<CreateDataResourceRespDto> create_data_resource(const CreateDataResourceDto& body);

  // Creates a data resource that is a list of values
  // POST /api/v3/create-array-data-resource
  Response<CreateArrayDataResourceRespDto> create_data_resource_by_array(const CreateArrayDataResourceDto& body);

  // Creates a data resource that is one value
  // POST /api/v3/create-string-data-resource
  Response<CreateStringDataResourceRespDto> create_data_resource_by_string(const CreateStringDataResourceDto& body);

  // Creates a data resource that is a tree
  // POST /api/v3/create-tree-data-resource
  Response<CreateTreeDataResourceRespDto> create_data_resource_by_tree(const CreateTreeDataResourceDto& body);

  // Creates a department
  // POST /api/v3/create-department
  Response<DepartmentDto> create_department(const CreateDepartmentReqDto& body);

  // Creates a department with everything below it
  // POST /api/v3/create-department-tree
  Response<Result> create_department_tree(const CreateDepartmentTreeReqDto& body);

  // Registers a device of a user
  // POST /api/v3/create-device
  Response<TerminalInfoDto> create_device(const CreateTerminalDto& body);

  // Creates an extension field of data resources
  // POST /api/v3/create-dnef
  Response<IsSuccessDto> create_dnef(const CreateDnefReq& body);

  // Registers an application as a source of custom events
  // POST /api/v3/create-event-app
  Response<void> create_event_app(const CreateEventAppDto& body);

  // Creates an identity source
  // POST /api/v3/create-ext-idp
  Response<ExtIdpDto> create_ext_idp(const CreateExtIdpDto& body);

  // Creates a connection of an identity source
  // POST /api/v3/create-ext-idp-conn
  Response<ExtIdpConnDetail> create_ext_idp_conn(const CreateExtIdpConnDto& body);

  // Adds a field to a data model
  // POST /api/v3/metadata/create-field
  Response<FunctionModelFieldDto> create_field(const CreateFunctionModelFieldDto& body);

  // Creates a group
  // POST /api/v3/create-group
  Response<GroupDto> create_group(const CreateGroupReqDto& body);

  // Creates several groups
  // POST /api/v3/create-groups-batch
  Response<std::vector<GroupDto>> create_groups_batch(const CreateGroupBatchReqDto& body);

  // Creates an invitation policy
  // POST /api/v3/create-invitation-policy
  Response<GetInvitationPolicyDto> create_invitation_policy(const CreateInvitationPolicyDto& body);

  // Adds a person to the list of those to be invited
  // POST /api/v3/create-invitation-roster
  Response<InvitationRosterDto> create_invitation_roster(const CreateInvitationRosterDto& body);

  // Creates a data model
  // POST /api/v3/metadata/create-model
  Response<FunctionModelDto> create_model(const CreateFunctionModelDto& body);

  // Makes a user administrator of several tenants
  // POST /api/v3/create-multiple-tenant-admin
  Response<void> create_multiple_tenant_admin(const CreateMultipleTenantAdminDto& body);

  // Creates a permission group, the older form of a permission space
  // POST /api/v3/create-namespace
  Response<NamespaceDto> create_namespace(const CreateNamespaceDto& body);

  // Creates several permission groups
  // POST /api/v3/create-namespaces-batch
  Response<IsSuccessDto> create_namespaces_batch(const CreateNamespacesBatchDto& body);

  // Adds an operation to a data model
  // POST /api/v3/metadata/create-operate
  Response<void> create_operate(const CreateOperateModelDto& body);

  // Creates a group, or changes it if its code exists
  // POST /api/v3/create-or-update-group
  Response<CreateOrUpdateGroupDataDto> create_or_update_group(const CreateOrUpdateGroupReqDto& body);

  // Creates an organisation
  // POST /api/v3/create-organization
  Response<OrganizationDto> create_organization(const CreateOrganizationReqDto& body);

  // Creates a permission space
  // POST /api/v3/create-permission-namespace
  Response<CreatePermissionNamespaceRespDto> create_permission_namespace(const CreatePermissionNamespaceDto& body);

  // Creates several permission spaces
  // POST /api/v3/create-permission-namespaces-batch
  Response<IsSuccessDto> create_permission_namespaces_batch(const CreatePermissionNamespacesBatchDto& body);

  // Adds a function to the pipeline that runs at sign-in or sign-up
  // POST /api/v3/create-pipeline-function
  Response<PipelineFunctionDto> create_pipeline_function(const CreatePipelineFunctionDto& body);

  // Creates a post, that is a position in an organisation
  // POST /api/v3/create-post
  Response<PostInfoDto> create_post(const CreatePostDto& body);

  // Creates a public account, which several users share
  // POST /api/v3/create-public-account
  Response<PublicAccountDto> create_public_account(const CreatePublicAccountReqDto& body);

  // Creates several public accounts
  // POST /api/v3/create-public-accounts-batch
  Response<std::vector<PublicAccountDto>> create_public_accounts_batch(const CreatePublicAccountBatchReqDto& body);

  // Creates a resource that permissions can be granted on
  // POST /api/v3/create-resource
  Response<ResourceDto> create_resource(const CreateResourceDto& body);

  // Creates several resources
  // POST /api/v3/create-resources-batch
  Response<IsSuccessDto> create_resources_batch(const CreateResourcesBatchDto& body);

  // Creates a role
  // POST /api/v3/create-role
  Response<RoleDto> create_role(const CreateRoleDto& body);

  // Creates several roles
  // POST /api/v3/create-roles-batch
  Response<IsSuccessDto> create_roles_batch(const CreateRolesBatch& body);

  // Creates a record
  // POST /api/v3/metadata/create-row
  Response<RowDto> create_row(const CreateRowDto& body);

  // Links records to each other
  // POST /api/v3/metadata/create-row-relation
  Response<void> create_row_relation(const CreateRelationValueDto& body);

  // Creates a task that synchronises with an external directory
  // POST /api/v3/create-sync-task
  Response<SyncTaskPagingDto> create_sync_task(const CreateSyncTaskDto& body);

  // Creates a tenant
  // POST /api/v3/create-tenant
  Response<TenantDto> create_tenant(const CreateTenantDto& body);

  // Lets a user help to administer a tenant
  // POST /api/v3/create-tenant-cooperator
  Response<void> create_tenant_cooperator(const CreateTenantCooperatorDto& body);

  // Submits the documents by which a tenant proves to be a company
  // POST /api/v3/create-tenant-enterprise-certification
  Response<IsSuccessDto> create_tenant_enterprise_certification(const CreateTenantEnterpriseCertificationBodyDto& body);

  // Creates a member of a tenant
  // POST /api/v3/create-tenant-user
  Response<TenantUserDto> create_tenant_user(const CreateTenantUserReqDto& body);

  // Creates a user
  // POST /api/v3/create-user
  Response<UserDto> create_user(const CreateUserReqDto& body);

  // Creates up to 50 users
  // POST /api/v3/create-users-batch
  Response<std::vector<UserDto>> create_users_batch(const CreateUserBatchReqDto& body);

  // Registers a device that the verification app reports
  // POST /api/v3/authing-verify/create-device
  Response<TerminalInfoDto> create_verify_device(const CreateTerminalDto& body);

  // Creates a webhook
  // POST /api/v3/create-webhook
  Response<WebhookDto> create_webhook(const CreateWebhookDto& body);

  // Defines a custom event
  // POST /api/v3/define-event
  Response<void> define_event(const DefineEventDto& body);

  // Deletes an access key; what it signed is refused from then on
  // POST /api/v3/delete-access-key
  Response<void> delete_access_key(const DeleteAccessKeyDto& body);

  // Deletes roles for administrators
  // POST /api/v3/delete-admin-roles
  Response<IsSuccessDto> delete_admin_roles_batch(const DeleteAdminRoleDto& body);

  // Deletes an application
  // POST /api/v3/delete-application
  Response<IsSuccessDto> delete_application(const DeleteApplicationDto& body);

  // Deletes a shared application account
  // POST /api/v3/delete-asa-account
  Response<IsSuccessDto> delete_asa_account(const DeleteAsaAccountDto& body);

  // Deletes several shared application accounts
  // POST /api/v3/delete-asa-accounts-batch
  Response<IsSuccessDto> delete_asa_account_batch(const DeleteAsaAccountBatchDto& body);

  // Deletes several access rules of applications
  // DELETE /api/v3/batch-applications-auth
  Response<IsSuccessDto> delete_auth(const DeleteAuthQuery& query);

  // Takes an IP address off the list
  // DELETE /api/v3/ip-list/{id}
  Response<void> delete_by_id(const DeleteByIdQuery& query);

  // Removes custom fields and what was stored in them
  // POST /api/v3/delete-custom-fields
  Response<IsSuccessDto> delete_custom_fields(const DeleteCustomFieldsReqDto& body);

  // Deletes a data policy
  // POST /api/v3/delete-data-policy
  Response<void> delete_data_policy(const DeleteDataPolicyDto& body);

  // Deletes a data resource
  // POST /api/v3/delete-data-resource
  Response<void> delete_data_resource(const DeleteDataResourceDto& body);

  // Deletes a department
  // POST /api/v3/delete-department
  Response<IsSuccessDto> delete_department(const DeleteDepartmentReqDto& body);

  // Cuts a department off from its counterpart in a synchronised directory
  // POST /api/v3/delete-department-sync-relations
  Response<IsSuccessDto> delete_department_sync_relations(const DeleteDepartmentSyncRelationReqDto& body);

  // Removes a device from a user
  // POST /api/v3/delete-device-by-user
  Response<void> delete_device(const DeleteTerminalUserDto& body);

  // Deletes an extension field of data resources
  // POST /api/v3/delete-dnef
  Response<IsSuccessDto> delete_dnef(const DeleteDnefReq& body);

  // Deletes an identity source
  // POST /api/v3/delete-ext-idp
  Response<IsSuccessDto> delete_ext_idp(const DeleteExtIdpDto& body);

  // Deletes a connection of an identity source
  // POST /api/v3/delete-ext-idp-conn
  Response<IsSuccessDto> delete_ext_idp_conn(const DeleteExtIdpConnDto& body);

  // Deletes several groups
  // POST /api/v3/delete-groups-batch
  Response<IsSuccessDto> delete_groups_batch(const DeleteGroupsReqDto& body);

  // Deletes several invitation policies
  // POST /api/v3/delete-invitation-policies-batch
  Response<IsSuccessDto> delete_invitation_policies_batch(const DeleteInvitationPolicyByIdsDto& body);

  // Takes a person off the list of those to be invited
  // POST /api/v3/delete-invitation-roster
  Response<IsSuccessDto> delete_invitation_roster(const DeleteInvitationRosterDto& body);

  // Takes several people off the list of those to be invited
  // POST /api/v3/delete-invitation-rosters-batch
  Response<IsSuccessDto> delete_invitation_rosters_batch(const DeleteInvitationRosterBatchDto& body);

  // Deletes a permission group
  // POST /api/v3/delete-namespace
  Response<IsSuccessDto> delete_namespace(const DeleteNamespaceDto& body);

  // Deletes several permission groups
  // POST /api/v3/delete-namespaces-batch
  Response<IsSuccessDto> delete_namespaces_batch(const DeleteNamespacesBatchDto& body);

  // Deletes an organisation
  // POST /api/v3/delete-organization
  Response<IsSuccessDto> delete_organization(const DeleteOrganizationReqDto& body);

  // Deletes a permission space
  // POST /api/v3/delete-permission-namespace
  Response<IsSuccessDto> delete_permission_namespace(const DeletePermissionNamespaceDto& body);

  // Deletes several permission spaces
  // POST /api/v3/delete-permission-namespaces-batch
  Response<IsSuccessDto> delete_permission_namespaces_batch(const DeletePermissionNamespacesBatchDto& body);

  // Deletes a pipeline function
  // POST /api/v3/delete-pipeline-function
  Response<void> delete_pipeline_function(const DeletePipelineFunctionDto& body);

  // Deletes several public accounts
  // POST /api/v3/delete-public-accounts-batch
  Response<IsSuccessDto> delete_public_accounts_batch(const DeletePublicAccountsBatchDto& body);

  // Deletes a resource
  // POST /api/v3/delete-resource
  Response<IsSuccessDto> delete_resource(const DeleteResourceDto& body);

  // Deletes several resources, found by code
  // POST /api/v3/delete-resources-batch
  Response<IsSuccessDto> delete_resources_batch(const DeleteResourcesBatchDto& body);

  // Deletes a rule by which addresses or users are blocked automatically
  // DELETE /api/v3/risk-list-policy/{id}
  Response<void> delete_risk_list_policy_by_id(const DeleteRiskListPolicyByIdQuery& query);

  // Deletes roles of several permission spaces
  // POST /api/v3/multiple-namespace-delete-roles-batch
  Response<IsSuccessDto> delete_roles(const DeleteRoleBatchDto& body);

  // Deletes several roles
  // POST /api/v3/delete-roles-batch
  Response<IsSuccessDto> delete_roles_batch(const DeleteRoleDto& body);

  // Deletes a tenant
  // POST /api/v3/delete-tenant
  Response<IsSuccessDto> delete_tenant(const DeleteTenantDto& body);

  // Takes the right to administer a tenant from a user
  // POST /api/v3/delete-tenant-admin
  Response<void> delete_tenant_admin(const GetTenantUserDto& body);

  // Deletes a member of a tenant
  // POST /api/v3/delete-tenant-user
  Response<void> delete_tenant_user(const RemoveTenantUsersDto& body);

  // Takes a user off the list
  // DELETE /api/v3/user-list/{id}
  Response<void> delete_user_list_by_id(const DeleteUserListByIdQuery& query);

  // Cuts a user off from their counterpart in a synchronised directory
  // POST /api/v3/delete-user-sync-relations
  Response<IsSuccessDto> delete_user_sync_relations(const DeleteUserSyncRelationReqDto& body);

  // Deletes up to 50 users
  // POST /api/v3/delete-users-batch
  Response<IsSuccessDto> delete_users_batch(const DeleteUsersBatchDto& body);

  // Deletes a webhook
  // POST /api/v3/delete-webhook
  Response<IsSuccessDto> delete_webhook(const DeleteWebhookDto& body);

  // Takes identifiers off the list of those that may register
  // POST /api/v3/delete-whitelist
  Response<IsSuccessDto> delete_whitelist(const DeleteWhitelistDto& body);

  // Takes identifiers off an application's list of those that may register
  // POST /api/v3/delete-whitelist-of-app
  Response<IsSuccessDto> delete_whitelist_of_app(const DeleteWhitelistOfAppDto& body);

  // Shows why a user, group, role or department may enter an application
  // GET /api/v3/get-subject-auth-detail
  Response<GetSubjectAuthDataDto> detail_auth_subject(const DetailAuthSubjectQuery& query);

  // Forbids a device to a user
  // POST /api/v3/disable-device-by-user
  Response<void> disable_device(const UpdateTerminalUserDto& body);

  // Switches the user pool's second factors off
  // POST /api/v3/disable-global-mfa-settings
  Response<MFASettingsDto> disable_global_mfa_settings(const MFADisableSettingsDto& body);

  // Switches the user pool's LDAP service off
  // POST /api/v3/disable-ldap-server
  Response<bool> disable_ldap_server(const LdapSetEnabledFlagDto& body);

  // Allows a device to a user again
  // POST /api/v3/enable-device-by-user
  Response<void> enable_device(const UpdateTerminalUserDto& body);

  // Switches an access rule of an application on or off
  // POST /api/v3/update-auth-enabled
  Response<IsSuccessDto> enabled_auth(const UpdateAuthEnabledDto& body);

  // Runs an operation of a data model
  // POST /api/v3/metadata/execute-operate
  Response<void> execute_operate(const FunctionModelOperateIdDto& body);

  // Exports the records of a data model
  // POST /api/v3/metadata/export
  Response<void> export_meatdata(const ExportModelDto& body);

  // Exports the definition of a data model
  // POST /api/v3/metadata/export/model
  Response<void> export_model(const ExportMetadataDto& body);

  // Lists the applications of a connection of an identity source
  // GET /api/v3/ext-idp-conn-apps
  Response<ExtIdpListPagingDto> ext_idp_conn_state_by_apps(const ExtIdpConnStateByAppsQuery& query);

  // Searches the people who answered an open invitation
  // POST /api/v3/filter-universal-invitation-applicants
  Response<PaginationUniversalInvitationApplicantDataDto> filter_universal_invitation_applicants(const PaginationUniversalInvitationApplicantQueryDto& body);

  // Lists the IP addresses that are blocked or trusted
  // GET /api/v3/ip-list
  Response<IpListPagingDto> find_ip_list(const FindIpListQuery& query);

  // Shows which applications were last used on given devices
  // POST /api/v3/get-last-login-apps-by-deviceIds
  Response<void> find_last_login_apps_by_device_ids(const QueryTerminalAppsDto& body);

  // Shows which applications were last used on given devices of a user
  // POST /api/v3/get-last-login-apps-by-device-ids
  Response<void> find_last_login_apps_by_device_ids_v2(const QueryTerminalAppsDto& body);

  // Lists the rules by which addresses and users are blocked automatically
  // GET /api/v3/risk-list-policy
  Response<RiskListPolicyPagingDto> find_risk_list_policy(const FindRiskListPolicyQuery& query);

  // Lists the users that are blocked or trusted
  // GET /api/v3/user-list
  Response<UserListPagingDto> find_user_list(const FindUserListQuery& query);

  // Makes a link that invites somebody into a tenant
  // POST /api/v3/generate-invite-tenant-user-link
  Response<InviteTenantUsersDto> generate_invite_tenant_user_link(const GenerateInviteTenantUserLink& body);

  // Makes an open invitation link, which anybody who has it may use
  // POST /api/v3/generate-universal-invitation-link
  Response<GenerateInvitationLinkDto> generate_universal_invitation_link();

  // Shows one access key, without its secret
  // GET /api/v3/get-access-key
  Response<std::vector<GetAccessKeyRespDto>> get_access_key(const GetAccessKeyQuery& query);

  // Lists access keys, without their secrets
  // GET /api/v3/list-access-key
  Response<std::vector<ListAccessKeyRespDto>> get_access_key_list(const GetAccessKeyListQuery& query);

  // Searches the record of what administrators did
  // POST /api/v3/get-admin-audit-logs
  Response<AdminAuditLogRespData> get_admin_audit_logs(const GetAdminAuditLogsDto& body);

  // Lists every department of an organisation
  // GET /api/v3/get-all-departments
  Response<DepartmentPagingDto> get_all_departments(const GetAllDepartmentsQuery& query);

  // Lists every group
  // GET /api/v3/get-all-groups
  Response<std::vector<GroupDto>> get_all_groups(const GetAllGroupsQuery& query);

  // Lists the rights that the user pool's plan includes
  // GET /api/v3/get-all-rights-items
  Response<RightItemRes> get_all_rights_item();

  // Shows one application with its settings
  // GET /api/v3/get-application
  Response<ApplicationDto> get_application(const GetApplicationQuery& query);

  // Tells whom an application lets in when no rule says otherwise
  // GET /api/v3/get-application-permission-strategy
  Response<GetApplicationPermissionStrategyDataDto> get_application_permission_strategy(const GetApplicationPermissionStrategyQuery& query);

  // Shows the secret of an application
  // GET /api/v3/get-application-secret
  Response<GetApplicationSecretDataDto> get_application_secret(const GetApplicationSecretQuery& query);

  // Shows name, logo and kind of one application
  // GET /api/v3/get-application-simple-info
  Response<ApplicationSimpleInfoDto> get_application_simple_info(const GetApplicationSimpleInfoQuery& query);

  // Shows one request for approval with its history
  // GET /api/v3/approval
  Response<ApprovalDetailDto> get_approval(const GetDetailQuery& query);

  // Shows one shared application account
  // GET /api/v3/get-asa-account
  Response<AsaAccountDto> get_asa_account(const GetAsaAccountQuery& query);

  // Lists who may use a shared application account
  // GET /api/v3/get-asa-account-assigned-targets
  Response<GetAsaAccountAssignedTargetDataDto> get_asa_account_assigned_targets(const GetAsaAccountAssignedTargetsQuery& query);

  // Shows several shared application accounts
  // POST /api/v3/get-asa-accounts-batch
  Response<std::vector<AsaAccountDto>> get_asa_account_batch(const GetAsaAccountBatchDto& body);

  // Shows which shared account somebody uses in an application
  // GET /api/v3/get-assigned-account
  Response<AsaAccountDto> get_assigned_account(const GetAssignedAccountQuery& query);

  // Lists the resources that a user, group, role or department has been granted
  // GET /api/v3/get-authorized-resources
  Response<AuthorizedResourcePagingDto> get_authorized_resources(const ManagementGetAuthorizedResourcesQuery& query);

  // Gives a random password to connect to the LDAP service with
  // GET /api/v3/get-ldap-server-random-pwd
  Response<std::string> get_bind_pwd();

  // Shows the plan of the user pool
  // GET /api/v3/get-current-package-info
  Response<CostCurrentPackageInfo> get_current_package_info();

  // Shows the custom data of a user, group, role or department
  // GET /api/v3/get-custom-data
  Response<Json> get_custom_data(const GetCustomDataQuery& query);

  // Shows the custom fields of one kind of object
  // GET /api/v3/get-custom-fields
  Response<std::vector<CustomFieldDto>> get_custom_fields(const GetCustomFieldsQuery& query);

  // Shows one data policy
  // GET /api/v3/get-data-policy
  Response<GetDataPolicyRespDto> get_data_policy(const GetDataPolicyQuery& query);

  // Shows one data resource
  // GET /api/v3/get-data-resource
  Response<GetDataResourceRespDto> get_data_resource(const GetDataResourceQuery& query);

  // Shows one department
  // GET /api/v3/get-department
  Response<DepartmentDto> get_department(const GetDepartmentQuery& query);

  // Lists the applications that members of a department may enter
  // POST /api/v3/get-department-available-app
  Response<DepartmentDto> get_department_available_app(const GetDepartmentByIdReqDto& body);

  // Shows one department, found by its id alone
  // GET /api/v3/get-department-by-id
  Response<DepartmentDto> get_department_by_id(const GetDepartmentByIdQuery& query);

  // Lists the counterparts of a department in synchronised directories
  // GET /api/v3/get-department-sync-relations
  Response<std::vector<UserSyncRelationDto>> get_department_sync_relations(const GetDepartmentSyncRelationsQuery& query);

  // Shows the rules that limit how many devices a user may use at once
  // GET /api/v3/get-device-exclusive-rule-settings
  Response<GetDeviceExclusiveRuleDataDto> get_device_exclusive_rule_settings();

  // Shows to which applications the device limit applies
  // GET /api/v3/get-device-exclusive-valid-scope-settings
  Response<std::vector<GetDeviceExclusiveValidScopeDataDto>> get_device_exclusive_valid_scope_settings();

  // Shows who is exempt from the device limit
  // GET /api/v3/get-device-exclusive-white-list-settings
  Response<std::vector<GetDeviceExclusiveWhiteListDataDto>> get_device_exclusive_white_list_settings();

  // Shows the state of a device
  // POST /api/v3/device-status
  Response<DeviceStatusResponseDataDto> get_device_status(const TerminalBaseDto& body);

  // Shows the service through which e-mail is sent
  // GET /api/v3/get-email-provider
  Response<EmailProviderDto> get_email_provider();

  // Shows the texts of all e-mails
  // GET /api/v3/get-email-templates
  Response<GetEmailTemplatesDataDto> get_email_templates();

  // Shows one identity source with its connections
  // GET /api/v3/get-ext-idp
  Response<ExtIdpDetail> get_ext_idp(const GetExtIdpQuery& query);

  // Shows the part of a data resource that a person who has no account here may see
  // POST /api/v3/get-external-user-resource-struct
  Response<GetExternalUserResourceStructDataDto> get_external_user_resource_struct(const GetExternalUserResourceStructDto& body);

  // Shows the second factors that the user pool offers and demands
  // GET /api/v3/get-global-mfa-settings
  Response<MFASettingsDto> get_global_mfa_settings();

  // Shows one group
  // GET /api/v3/get-group
  Response<GroupDto> get_group(const GetGroupQuery& query);

  // Lists the resources that a group has been granted
  // GET /api/v3/get-group-authorized-resources
  Response<std::vector<AuthorizedResourceDto>> get_group_authorized_resources(const GetGroupAuthorizedResourcesQuery& query);

  // Lists the groups of a public account
  // GET /api/v3/get-groups-of-public-account
  Response<GroupPagingDto> get_groups_of_public_account(const GetGroupsOfPublicAccountQuery& query);

  // Gives the empty file into which records to import are filled in
  // GET /api/v3/metadata/get-import-template
  Response<RowDto> get_import_template(const GetImportTemplateQuery& query);

  // Shows one invitation policy
  // GET /api/v3/get-invitation-policy
  Response<GetInvitationPolicyDto> get_invitation_policy(const GetPolicyDetailByIdQuery& query);

  // Shows the e-mail that a policy sends to the people it invites
  // POST /api/v3/get-invitation-policy-email-template
  Response<EmailTemplateDto> get_invitation_policy_email_template(const EmailTemplateQueryDto& body);

  // Shows one department, post, role or group that a policy's guests will join
  // GET /api/v3/get-invitation-policy-user-attribution
  Response<UserAttributionDto> get_invitation_policy_user_attribution(const GetPolicyUserAttributionDetailQuery& query);

  // Shows the main department of people invited under a policy
  // GET /api/v3/get-invitation-policy-user-attribution-main-department
  Response<std::vector<UserAttributionMainDepartmentDto>> get_invitation_policy_user_attribution_main_department(const GetUserAttributionMainDepartmentQuery& query);

  // Shows one person on the list of those to be invited
  // GET /api/v3/get-invitation-roster
  Response<InvitationRosterDto> get_invitation_roster(const GetInvitationRosterQuery& query);

  // Trades an access key for a token that authenticates management calls
  // POST /api/v3/get-management-token
  Response<AccessTokenResDto> get_management_token(const GetManagementAccessTokenDto& body);

  // Shows the monthly active users over past periods
  // GET /api/v3/get-mau-period-usage-history
  Response<MauPeriodUsageHistory> get_mau_period_usage_history(const GetMauPeriodUsageHistoryQuery& query);

  // Shows the rules that decide when a second factor is demanded
  // GET /api/v3/get-mfa-trigger-data
  Response<GetMfaInfoDataDto> get_mfa_trigger_data(const GetMfaTriggerDataQuery& query);

  // Shows one data model
  // GET /api/v3/metadata/get-model
  Response<FunctionModelDto> get_model(const GetModelQuery& query);

  // Shows one administrator of several tenants
  // GET /api/v3/get-multiple-tenant-admin
  Response<MultipleTenantAdminListPagingDto> get_multiple_tenant_admin(const GetMultipleTenantAdminQuery& query);

  // Shows one permission group
  // GET /api/v3/get-namespace
  Response<NamespaceDto> get_namespace(const GetNamespaceQuery& query);

  // Shows several permission groups
  // GET /api/v3/get-namespaces-batch
  Response<std::vector<NamespaceDto>> get_namespaces_batch(const GetNamespacesBatchQuery& query);

  // Shows one order
  // GET /api/v3/get-order-detail
  Response<OrderItem> get_order_detail(const GetOrderDetailQuery& query);

  // Shows how an order was paid
  // GET /api/v3/get-order-pay-detail
  Response<CostGetOrderPayDetail> get_order_pay_detail(const GetOrderPayDetailQuery& query);

  // Lists orders
  // GET /api/v3/get-orders
  Response<GetOrdersRes> get_orders(const GetOrdersQuery& query);

  // Shows one organisation
  // GET /api/v3/get-organization
  Response<OrganizationDto> get_organization(const GetOrganizationQuery& query);

  // Shows several organisations
  // GET /api/v3/get-organization-batch
  Response<std::vector<OrganizationDto>> get_organizations_batch(const GetOrganizationsBatchQuery& query);

  // Shows the secret of a user's authenticator app
  // GET /api/v3/get-otp-secret-by-user
  Response<OtpSecretRespDto> get_otp_secret_by_user(const GetOtpSecretByUserQuery& query);

  // Shows the department above a department
  // GET /api/v3/get-parent-department
  Response<DepartmentDto> get_parent_department(const GetParentDepartmentQuery& query);

  // Shows one permission space
  // GET /api/v3/get-permission-namespace
  Response<GetPermissionNamespaceRespDto> get_permission_namespace(const GetPermissionNamespaceQuery& query);

  // Shows several permission spaces
  // GET /api/v3/get-permission-namespaces-batch
  Response<std::vector<GetPermissionNamespaceRespDto>> get_permission_namespaces_batch(const GetPermissionNamespacesBatchQuery& query);

  // Shows one pipeline function
  // GET /api/v3/get-pipeline-function
  Response<PipelineFunctionDto> get_pipeline_function(const GetPipelineFunctionQuery& query);

  // Lists what a pipeline function logged
  // GET /api/v3/get-pipeline-logs
  Response<PipelineFunctionPagingDto> get_pipeline_logs(const GetPipelineLogsQuery& query);

  // Shows one post, found by its code
  // GET /api/v3/get-post
  Response<CreatePostDto> get_post(const GetPostQuery& query);

  // Shows one post, found by its id
  // POST /api/v3/get-post-by-id
  Response<PostDto> get_post_by_id(const GetPostByIdListDto& body);

  // Shows the post of a public account
  // GET /api/v3/get-post-of-public-account
  Response<CreatePostDto> get_post_of_public_user(const GetPostOfPublicUserQuery& query);

  // Shows one public account
  // GET /api/v3/get-public-account
  Response<PublicAccountDto> get_public_account(const GetPublicAccountQuery& query);

  // Shows several public accounts
  // GET /api/v3/get-public-account-batch
  Response<std::vector<PublicAccountDto>> get_public_account_batch(const GetPublicAccountBatchQuery& query);

  // Lists the departments of a public account
  // GET /api/v3/get-departments-of-public-account
  Response<UserDepartmentPagingDto> get_public_account_departments(const GetPublicAccountDepartmentsQuery& query);

  // Sets the groups of a public account
  // POST /api/v3/set-public-account-of-groups
  Response<IsSuccessDto> get_public_account_of_groups(const SetUserGroupsDto& body);

  // Lists the roles of a public account
  // GET /api/v3/get-roles-of-public-account
  Response<PublicAccountPagingDto> get_public_account_roles(const GetPublicAccountRolesQuery& query);

  // Lists the public accounts of a department
  // GET /api/v3/get-public-accounts-of-department
  Response<PublicAccountPagingDto> get_public_accounts_of_department(const GetPublicAccountsOfDepartmentQuery& query);

  // Lists the public accounts of a group
  // GET /api/v3/get-public-accounts-of-group
  Response<PublicAccountPagingDto> get_public_accounts_of_group(const GetPublicAccountsOfGroupQuery& query);

  // Lists the public accounts of a post
  // GET /api/v3/get-public-accounts-of-post
  Response<PublicAccountPagingDto> get_public_accounts_of_post(const GetPublicAccountsOfPostQuery& query);

  // Lists the public accounts of a role
  // GET /api/v3/get-public-accounts-of-role
  Response<PublicAccountPagingDto> get_public_accounts_of_role(const GetPublicAccountsOfRoleQuery& query);

  // Lists the public accounts that a user may go on as
  // GET /api/v3/get-public-accounts-of-user
  Response<PublicAccountPagingDto> get_public_accounts_of_user(const GetPublicAccountsOfUserQuery& query);

  // Shows what the records behind given links are called
  // POST /api/v3/metadata/get-relation-info
  Response<void> get_relation_info(const GetRelationInfoDto& body);

  // Lists the links of a record
  // GET /api/v3/metadata/get-row-relation
  Response<RelationValueListDto> get_relation_value(const GetRelationValueQuery& query);

  // Shows one resource
  // GET /api/v3/get-resource
  Response<ResourceDto> get_resource(const GetResourceQuery& query);

  // Lists who has been granted a resource
  // POST /api/v3/get-resource-authorized-targets
  Response<GetResourceAuthorizedTargetDataDto> get_resource_authorized_targets(const GetResourceAuthorizedTargetsDto& body);

  // Shows several resources
  // GET /api/v3/get-resources-batch
  Response<std::vector<ResourceDto>> get_resources_batch(const GetResourcesBatchQuery& query);

  // Shows one role
  // GET /api/v3/get-role
  Response<RoleDto> get_role(const GetRoleQuery& query);

  // Lists the resources that a role has been granted
  // GET /api/v3/get-role-authorized-resources
  Response<RoleAuthorizedResourcePagingDto> get_role_authorized_resources(const GetRoleAuthorizedResourcesQuery& query);

  // Shows one record
  // GET /api/v3/metadata/get-row
  Response<RowDto> get_row(const GetRowQuery& query);

  // Shows several records
  // POST /get-row-batch
  Response<std::vector<RowDto>> get_row_batch(const GetRowBatchDto& body);

  // Finds a record by the value of a field
  // GET /api/v3/metadata/get-row-by-value
  Response<RowDto> get_row_by_value(const GetRowByValueQuery& query);

  // Shows the security settings of the user pool
  // GET /api/v3/get-security-settings
  Response<SecuritySettingsDto> get_security_settings();

  // Lists the applications that can take part in the device limit
  // GET /api/v3/get-supported-device-exclusive-apps
  Response<std::vector<DeviceExclusiveValidScopeAppDataDto>> get_supported_device_exclusive_apps(const FindAppListsQuery& query);

  // Shows one run of a synchronisation
  // GET /api/v3/get-sync-job
  Response<SyncJobDto> get_sync_job(const GetSyncJobQuery& query);

  // Shows one synchronisation task
  // GET /api/v3/get-sync-task
  Response<SyncTaskDto> get_sync_task(const GetSyncTaskQuery& query);

  // Shows one tenant
  // GET /api/v3/get-tenant
  Response<TenantRespDto> get_tenant(const GetTenantQuery& query);

  // Shows one tenant, found by its code
  // GET /api/v3/get-tenant-by-code
  Response<TenantRespDto> get_tenant_by_code(const GetTenantByCodeQuery& query);

  // Shows one user who helps to administer a tenant
  // GET /api/v3/get-tenant-cooperator
  Response<TenantCooperatorSingleDto> get_tenant_cooperator(const GetTenantCooperatorQuery& query);

  // Shows which parts of the console a tenant's helper may see
  // GET /api/v3/get-tenant-cooperator-menu
  Response<TenantCooperatorSingleDto> get_tenant_cooperator_menu(const GetTenantCooperatorMenuQuery& query);

  // Shows how far the proof of a tenant's company has come
  // GET /api/v3/get-tenant-enterprise-certification
  Response<TenantEnterpriseCertificationRespDto> get_tenant_enterprise_certification(const GetTenantEnterpriseCertificationQuery& query);

  // Shows name and logo of one tenant
  // GET /api/v3/get-tenant-little-info
  Response<TenantRespDto> get_tenant_little_info(const GetTenantLittleInfoQuery& query);

  // Shows one member of a tenant
  // GET /api/v3/get-tenant-user
  Response<TenantUserDto> get_tenant_user(const GetTenantUserQuery& query);

  // Shows the settings of open invitations
  // GET /api/v3/get-universal-invitation-settings
  Response<GetUniversalInvitationDto> get_universal_invitation_settings(const GetUniversalInvitationQuery& query);

  // Shows how much of the plan's quotas is used
  // GET /api/v3/get-usage-info
  Response<CurrentUsageRespDto> get_usage_info();

  // Shows one user
  // GET /api/v3/get-user
  Response<UserDto> get_user(const GetUserQuery& query);

  // Lists the applications that a user may enter
  // GET /api/v3/get-user-accessible-apps
  Response<std::vector<AppDto>> get_user_accessible_apps(const GetUserAccessibleAppsQuery& query);

  // Searches the record of what users did
  // POST /api/v3/get-user-action-logs
  Response<UserActionLogRespData> get_user_action_logs(const GetUserActionLogsDto& body);

  // Lists the applications that a user has been let into directly
  // GET /api/v3/get-user-authorized-apps
  Response<std::vector<AppDto>> get_user_authorized_apps(const GetUserAuthorizedAppsQuery& query);

  // Lists the resources that a user has been granted
  // GET /api/v3/get-user-authorized-resources
  Response<AuthorizedResourcePagingDto> get_user_authorized_resources(const GetUserAuthorizedResourcesQuery& query);

  // Shows the built-in fields of users
  // GET /api/v3/get-user-base-fields
  Response<std::vector<CustomFieldDto>> get_user_base_fields();

  // Shows up to 50 users
  // GET /api/v3/get-user-batch
  Response<std::vector<UserDto>> get_user_batch(const GetUserBatchQuery& query);

  // Lists the departments that a user belongs to
  // GET /api/v3/get-user-departments
  Response<UserDepartmentPagingDto> get_user_departments(const GetUserDepartmentsQuery& query);

  // Lists the groups that a user belongs to
  // GET /api/v3/get-user-groups
  Response<GroupPagingDto> get_user_groups(const GetUserGroupsQuery& query);

  // Lists the external accounts that are linked to a user
  // GET /api/v3/get-user-identities
  Response<std::vector<IdentityDto>> get_user_identities(const GetUserIdentitiesQuery& query);

  // Lists the applications in which a user has a session
  // GET /api/v3/get-user-loggedin-apps
  Response<std::vector<UserLoggedInAppsDto>> get_user_loggedin_apps(const GetUserLoggedinAppsQuery& query);

  // Lists the external accounts with which a user is signed in
  // GET /api/v3/get-user-logged-in-identities
  Response<std::vector<UserLoggedInIdentitiesDto>> get_user_loggedin_identities(const GetUserLoggedinIdentitiesQuery& query);

  // Lists a user's sign-ins, newest first
  // GET /api/v3/get-user-login-history
  Response<UserLoginHistoryPagingDto> get_user_login_history(const GetUserLoginHistoryQuery& query);

  // Shows a user's second factors
  // GET /api/v3/get-user-mfa-info
  Response<UserMfaRespDto> get_user_mfa_info(const GetUserMfaInfoQuery& query);

  // Tells which second factors the given users have
  // GET /api/v3/get-mfa-status
  Response<GetMfaInfoDataDto> get_user_mfa_status(const GetUserMfaStatusQuery& query);

  // Gives a user's password, sealed with the caller's public key
  // POST /api/v3/get-user-password-ciphertext
  Response<GetUserPasswordCiphertextDataDto> get_user_password_ciphertext(const GetUserPasswordCiphertextDto& body);

  // Lists the data permissions of users in a permission space
  // POST /api/v3/get-user-permission-list
  Response<GetUserPermissionListDataDto> get_user_permission_list(const GetUserPermissionListDto& body);

  // Shows the post of a user
  // GET /api/v3/get-user-post
  Response<CreatePostDto> get_user_post(const GetUserPostQuery& query);

  // Shows the posts of a user
  // GET /api/v3/get-user-posts
  Response<std::vector<PostDto>> get_user_posts(const GetUserPostsQuery& query);

  // Shows the proof of a user's legal identity
  // GET /api/v3/get-user-principal-authentication-info
  Response<PrincipalAuthenticationInfoPagingDto> get_user_principal_authentication_info(const GetUserPrincipalAuthenticationInfoQuery& query);

  // Lists what a user may do with given data resources
  // POST /api/v3/get-user-resource-permission-list
  Response<GetUserResourcePermissionListDataDto> get_user_resource_permission_list(const GetUserResourcePermissionListDto& body);

  // Shows the part of a data resource that a user may see
  // POST /api/v3/get-user-resource-struct
  Response<GetUserResourceStructDataDto> get_user_resource_struct(const GetUserResourceStructDto& body);

  // Lists the roles that a user holds
  // GET /api/v3/get-user-roles
  Response<RolePagingDto> get_user_roles(const GetUserRolesQuery& query);

  // Lists a user's counterparts in synchronised directories
  // GET /api/v3/get-user-sync-relations
  Response<std::vector<UserSyncRelationDto>> get_user_sync_relations(const GetUserSyncRelationsQuery& query);

  // Lists the users who may go on as a public account
  // GET /api/v3/get-users-of-public-account
  Response<PublicAccountPagingDto> get_users_of_public_account(const GetUsersOfPublicAccountQuery& query);

  // Shows the application that provides the verification of custom flows
  // GET /api/v3/verify-config-app
  Response<ApplicationDto> get_verify_config_app(const GetVerifyConfigAppQuery& query);

  // Shows one webhook
  // GET /api/v3/get-webhook
  Response<WebhookDto> get_webhook(const GetWebhookQuery& query);

  // Lists the events that webhooks can subscribe to
  // GET /api/v3/get-webhook-event-list
  Response<WebhookEventListData> get_webhook_event_list();

  // Lists the calls that a webhook made
  // POST /api/v3/get-webhook-logs
  Response<ListWebhookLogsData> get_webhook_logs(const ListWebhookLogs& body);

  // Gives the access token of the user pool's WeChat mini program
  // POST /api/v3/get-weixin-access-token
  Response<GetWechatAccessTokenDataDto> get_weixin_access_token(const GetWechatAccessTokenDto& body);

  // Tells whether a user holds at least one of the given roles
  // POST /api/v3/has-any-role
  Response<HasAnyRoleDto> has_any_role(const HasAnyRoleReqDto& body);

  // Imports records from a file
  // POST /api/v3/metadata/import
  Response<void> import_metadata(const ImportModelDto& body);

  // Imports the definition of a data model
  // POST /api/v3/metadata/import/model
  Response<void> import_model(const ImportMetadataDto& body);

  // Imports the secrets of users' authenticator apps
  // POST /api/v3/import-otp
  Response<void> import_otp(const ImportOtpReqDto& body);

  // Imports tenants from a file
  // POST /api/v3/import-tenant
  Response<ImportTenantDataDto> import_tenant(const ImportTenantDto& body);

  // Lists the imports of tenants
  // GET /api/v3/import-tenant-history
  Response<ImportTenantHistoryDataDto> import_tenant_history(const ImportTenantHistoryQuery& query);

  // Lists the administrators to notify after an import of tenants
  // GET /api/v3/import-tenant-notify-user
  Response<ImportTenantNotifyUseDataDto> import_tenant_notify_user(const ImportTenantNotifyUserQuery& query);

  // Exports the people invited as a file
  // POST /api/v3/invitation-invitee/export
  Response<ImportExportTemplateRespDto> invitation_invitee_export(const ExportUsersDto& body);

  // Imports people to be invited from an uploaded file
  // POST /api/v3/invitation-invitee/import
  Response<ImportInviteeDto> invitation_invitee_import(const ImportUsersDto& body);

  // Gives the empty file into which people to be invited are filled in
  // GET /api/v3/invitation-invitee/template
  Response<ImportExportTemplateRespDto> invitation_invitee_template();

  // Uploads a file of people to be invited and checks it
  // POST /api/v3/invitation-invitee/upload
  Response<ImportExportTemplateRespDto> invitation_invitee_upload(const UploadQuery& query);

  // Tells whether a user may perform an action on a resource
  // POST /api/v3/is-action-allowed
  Response<IsActionAllowedDataDto> is_action_allowed(const IsActionAllowedDto& body);

  // Tells whether a user with given identifiers exists
  // POST /api/v3/is-user-exists
  Response<IsUserExistsDto> is_user_exists(const IsUserExistsReqDto& body);

  // Tells whether a user belongs to a department
  // GET /api/v3/is-user-in-department
  Response<IsUserInDepartmentDataDto> is_user_in_department(const IsUserInDepartmentQuery& query);

  // Ends the sessions of public accounts
  // POST /api/v3/kick-public-accounts
  Response<IsSuccessDto> kick_public_accounts(const KickPublicAccountsDto& body);

  // Ends the sessions of users in given applications
  // POST /api/v3/kick-users
  Response<IsSuccessDto> kick_users(const KickUsersDto& body);

  // Links an external account to a user
  // POST /api/v3/link-identity
  Response<LinkIdentityDataDto> link_identity(const LinkIdentityDto& body);

  // Lists the users who have been active in an application
  // POST /api/v3/list-application-active-users
  Response<UserPagingDto> list_application_active_users(const ListApplicationActiveUsersDto& body);

  // Lists applications with no more than name, logo and kind
  // GET /api/v3/list-application-simple-info
  Response<ApplicationSimpleInfoPaginatedDataDto> list_application_simple_info(const ListApplicationSimpleInfoQuery& query);

  // Lists applications with their settings
  // GET /api/v3/list-applications
  Response<ApplicationPaginatedDataDto> list_applications(const ListApplicationsQuery& query);

  // Lists users who have been archived
  // GET /api/v3/list-archived-users
  Response<ArchivedUsersListPagingDto> list_archived_users(const ListArchivedUsersQuery& query);

  // Lists the shared accounts of an application
  // GET /api/v3/list-asa-accounts
  Response<AsaAccountPaginatedDataDto> list_asa_account(const ListAsaAccountQuery& query);

  // Lists the access rules of applications
  // POST /api/v3/list-applications-auth
  Response<ListApplicationAuthPaginatedDataDto> list_auth_application(const ListApplicationAuthDto& body);

  // Lists the applications that a user, group, role or department may enter
  // POST /api/v3/list-subject-auth
  Response<ListApplicationSubjectDataListDto> list_auth_subject(const ListAuthSubjectDto& body);

  // Lists the departments below a department
  // GET /api/v3/list-children-departments
  Response<DepartmentPagingDto> list_children_departments(const ListChildrenDepartmentsQuery& query);

  // Lists ordinary resources
  // GET /api/v3/list-common-resource
  Response<CommonResourcePagingDto> list_common_resource(const ListCommonResourceQuery& query);

  // Lists the custom fields of one kind of object, page by page
  // GET /api/v3/list-custom-fields
  Response<ListCustomFieldsDto> list_cust_fields(const ListCustFieldsQuery& query);

  // Lists data policies
  // GET /api/v3/list-data-policies
  Response<DataPoliciesPaginatedRespDto> list_data_polices(const ListDataPolicesQuery& query);

  // Lists to whom data policies apply
  // GET /api/v3/list-data-policy-targets
  Response<ListDataPolicySubjectPageDto> list_data_policy_targets(const ListDataPolicyTargetsQuery& query);

  // Lists data resources
  // GET /api/v3/list-data-resources
  Response<DataResourcesPaginatedRespDto> list_data_resources(const ListDataResourcesQuery& query);

  // Lists the ids of a department's direct members
  // GET /api/v3/list-department-member-ids
  Response<std::vector<std::string>> list_department_member_ids(const ListDepartmentMemberIdsQuery& query);

  // Lists the members of a department
  // GET /api/v3/list-department-members
  Response<UserPagingDto> list_department_members(const ListDepartmentMembersQuery& query);

  // Lists the extension fields of data resources
  // GET /api/v3/list-dnef
  Response<DnefPaginatedRespDto> list_dnef(const ListDnefQuery& query);

  // Lists the sources of custom events
  // GET /api/v3/list-event-apps
  Response<EventAppPagingDto> list_event_apps();

  // Lists the events that can be subscribed to
  // GET /api/v3/list-events
  Response<OpenEventPagingDto> list_events(const ListEventsQuery& query);

  // Lists identity sources
  // GET /api/v3/list-ext-idp
  Response<ExtIdpListPagingDto> list_ext_idp(const ListExtIdpQuery& query);

  // Lists the fields of a data model
  // GET /api/v3/metadata/list-field
  Response<std::vector<FunctionModelFieldDto>> list_field(const ListFieldQuery& query);

  // Lists the members of a group
  // GET /api/v3/list-group-members
  Response<UserPagingDto> list_group_members(const ListGroupMembersQuery& query);

  // Lists groups, page by page
  // GET /api/v3/list-groups
  Response<GroupPagingDto> list_groups(const ListGroupsQuery& query);

  // Lists the people who have been invited
  // POST /api/v3/list-invitation-invitees
  Response<InvitationUserPaginationDto> list_invitation_invitees(const ListInvitationUserDto& body);

  // Lists invitation policies
  // POST /api/v3/list-invitation-policies
  Response<PaginationInvitationPolicyDataDto> list_invitation_policies(const PaginationInvitationPolicyQueryDto& body);

  // Lists the extra questions that a policy asks the people it invites
  // GET /api/v3/list-invitation-policy-extends-fields
  Response<GetExtendsFieldsDto> list_invitation_policy_extends_fields(const ListRegisterExtendsFieldsQuery& query);

  // Lists the departments, posts, roles and groups that a policy's guests will join
  // GET /api/v3/list-invitation-policy-user-attributions
  Response<std::vector<UserAttributionPaginationDto>> list_invitation_policy_user_attributions(const ListPolicyUserAttributionDetailQuery& query);

  // Lists the people to be invited
  // POST /api/v3/list-invitation-rosters
  Response<InvitationRosterPaginationDto> list_invitation_rosters(const ListInvitationRosterDto& body);

  // Lists the people to be invited who have no policy yet
  // POST /api/v3/list-invitation-rosters-by-no-policy-id
  Response<InvitationRosterPaginationDto> list_invitation_rosters_by_no_policy_id(const ListInvitationRosterDto& body);

  // Lists the people to be invited under one policy
  // POST /api/v3/list-invitation-rosters-by-policy-id
  Response<InvitationRosterPaginationDto> list_invitation_rosters_by_policy_id(const ListInvitationRosterByPolicyIdDto& body);

  // Lists the invitations into tenants
  // GET /api/v3/list-invite-tenant-user-records
  Response<InviteTenantUserRecordListDto> list_invite_tennat_user_records(const ListInviteTennatUserRecordsQuery& query);

  // Lists data models
  // GET /api/v3/metadata/list-model
  Response<void> list_model();

  // Lists the administrators of several tenants
  // GET /api/v3/list-multiple-tenant-admins
  Response<MultipleTenantAdminListPagingDto> list_multiple_tenant_admin(const ListMultipleTenantAdminQuery& query);

  // Lists the roles in a permission group
  // GET /api/v3/list-namespace-roles
  Response<NamespaceRolesListRespDto> list_namespace_roles(const ListNamespaceRolesQuery& query);

  // Lists permission groups
  // GET /api/v3/list-namespaces
  Response<NamespaceListPagingDto> list_namespaces(const ListNamespacesQuery& query);

  // Lists the operations of a data model, page by page
  // GET /api/v3/metadata/list-operate
  Response<OperateModelDto> list_operate(const ListOperateQuery& query);

  // Lists every operation of a data model
  // GET /api/v3/metadata/all-operate
  Response<OperateModelDto> list_operate_all(const ListOperateAllQuery& query);

  // Lists organisations
  // GET /api/v3/list-organizations
  Response<OrganizationPagingDto> list_organizations(const ListOrganizationsQuery& query);

  // Lists the roles in a permission space
  // GET /api/v3/list-permission-namespace-roles
  Response<PermissionNamespaceRolesListPagingDto> list_permission_namespace_roles(const ListPermissionNamespaceRolesQuery& query);

  // Lists permission spaces
  // GET /api/v3/list-permission-namespaces
  Response<PermissionNamespaceListPagingDto> list_permission_namespaces(const ListPermissionNamespacesQuery& query);

  // Lists all data permissions, one row per holder and resource
  // POST /api/v3/list-permission-view/data
  Response<ListPermissionViewPaginatedRespDto> list_permission_view(const ListPermissionViewDto& body);

  // Lists the functions of a pipeline
  // GET /api/v3/list-pipeline-functions
  Response<PipelineFunctionPagingDto> list_pipeline_functions(const ListPipelineFunctionsQuery& query);

  // Shows several posts
  // POST /api/v3/list-post
  Response<PostPagingDto> list_post_batch(const ListPostBatchDto& body);

  // Lists public accounts
  // POST /api/v3/list-public-accounts
  Response<PublicAccountPagingDto> list_public_accounts(const ListPublicAccountsRequestDto& body);

  // Lists who may act on given data resources
  // POST /api/v3/list-resource-targets
  Response<ListResourceTargetsDataDto> list_resource_targets(const ListResourceTargetsDto& body);

  // Lists resources
  // GET /api/v3/list-resources
  Response<ResourcePagingDto> list_resources(const ListResourcesQuery& query);

  // Lists who holds roles
  // GET /api/v3/list-role-assignments
  Response<RoleListPageDto> list_role_assignments(const ListRoleAssignmentsQuery& query);

  // Lists the departments that hold a role
  // GET /api/v3/list-role-departments
  Response<RoleDepartmentListPagingDto> list_role_departments(const ListRoleDepartmentsQuery& query);

  // Lists the users who hold a role
  // GET /api/v3/list-role-members
  Response<UserPagingDto> list_role_members(const ListRoleMembersQuery& query);

  // Lists roles
  // GET /api/v3/list-roles
  Response<RolePagingDto> list_roles(const ListRolesQuery& query);

  // Searches the records of a data model
  // POST /api/v3/metadata/filter
  Response<FunctionModelValueListDto> list_row(const FilterDto& body);

  // Lists data policies with no more than id and name
  // GET /api/v3/list-simple-data-policies
  Response<DataPoliciesSimplePaginatedRespDto> list_simple_data_polices(const ListSimpleDataPolicesQuery& query);

  // Lists what a run of a synchronisation did
  // GET /api/v3/list-sync-job-logs
  Response<TriggerSyncTaskDataDto> list_sync_job_logs(const ListSyncJobLogsQuery& query);

  // Lists the runs of a synchronisation task
  // GET /api/v3/list-sync-jobs
  Response<SyncJobPagingDto> list_sync_jobs(const ListSyncJobsQuery& query);

  // Lists the changes that a synchronisation held back as risky
  // GET /api/v3/list-sync-risk-operations
  Response<SyncRiskOperationPagingDto> list_sync_risk_operations(const ListSyncRiskOperationsQuery& query);

  // Lists synchronisation tasks
  // GET /api/v3/list-sync-tasks
  Response<SyncTaskPagingDto> list_sync_tasks(const ListSyncTasksQuery& query);

  // Lists the administrators of a tenant
  // POST /api/v3/list-tenant-admin
  Response<TenantUserListPagingDto> list_tenant_admin(const ListTenantAdminDto& body);

  // Lists the applications that a tenant may use
  // GET /api/v3/list-tenant-applications
  Response<TenantApplicationListPagingDto> list_tenant_applications(const ListTenantApplicationsQuery& query);

  // Lists the users who help to administer a tenant
  // GET /api/v3/list-tenant-cooperators
  Response<TenantCooperatorListPagingDto> list_tenant_cooperators(const ListTenantCooperatorsQuery& query);

  // Lists the identity sources of a tenant
  // GET /api/v3/list-tenant-ext-idp
  Response<ExtIdpListPagingDto> list_tenant_ext_idp(const ListTenantExtIdpQuery& query);

  // Lists the members of a tenant
  // POST /api/v3/list-tenant-users
  Response<TenantUserListPagingDto> list_tenant_users(const ListTenantUserDto& body);

  // Lists tenants
  // GET /api/v3/list-tenants
  Response<TenantListPagingDto> list_tenants(const ListTenantsQuery& query);

  // Lists the built-in fields of users, page by page
  // GET /api/v3/list-user-base-fields
  Response<ListCustomFieldsDto> list_user_base_fields(const ListUserBaseFieldsQuery& query);

  // Searches users by words and conditions, page by page
  // POST /api/v3/list-users
  Response<UserPagingDto> list_users(const ListUsersRequestDto& body);

  // Searches users by one word, for Java clients
  // POST /api/v3/list-users-by-keywords
  Response<UserPagingDto> list_users_by_keywords(const ListUsersRequestDto& body);

  // Lists users, page by page, with the few filters of the older form
  // GET /api/v3/list-users
  Response<UserPagingDto> list_users_legacy(const ListUsersLegacyQuery& query);

  // Lists webhooks
  // GET /api/v3/list-webhooks
  Response<GetWebhooksData> list_webhooks(const ListWebhooksQuery& query);

  // Lists the identifiers that may register through an application
  // GET /api/v3/list-whitelist-of-app
  Response<WhitelistRespDto> list_whitelist_of_app(const ListWhitelistsOfAppQuery& query);

  // Lists the identifiers that may register in the user pool
  // GET /api/v3/list-whitelist
  Response<WhitelistRespDto> list_whitelists(const ListWhitelistsQuery& query);

  // Copies the links of one record to another
  // POST /api/v3/metadata/copy-row-relation
  Response<RelationValueListDto> metadata_copy_row_relation(const CopyRowRelationDto& body);

  // Shows all fields that a kind of object can have, built-in and custom
  // POST /api/v3/metadata/get-all-metadata
  Response<FunctionModelValueListDto> metadata_get_all_metadata(const GetAllRowDto& body);

  // Reads all records of a data model in portions
  // POST /api/v3/metadata/get-all-row-by-scrollid
  Response<GetAllRowByScrollidDto> metadata_get_all_row_by_scrollid(const GetAllRowVyScrollidDto& body);

  // Lists the links of a record with the records they lead to
  // GET /api/v3/metadata/get-row-relation-details
  Response<RelationValueListDto> metadata_get_row_relation_details();

  // Searches the groups to which records can be linked
  // POST /api/v3/metadata/group
  Response<FunctionModelValueListDto> metadata_group(const MetadataGroupDto& body);

  // Searches the records to which a field can link
  // POST /api/v3/metadata/relation-search
  Response<RelationValueListDto> metadata_relation_search(const RelationSearchDto& body);

  // Lists posts
  // GET /api/v3/list-post
  Response<PostPagingDto> post_list(const PostListQuery& query);

  // Shows what an e-mail would look like
  // POST /api/v3/preview-email-template
  Response<PreviewEmailTemplateDataDto> preview_email_template(const PreviewEmailTemplateDto& body);

  // Publishes a custom event in the name of the signed-in user
  // POST /api/v3/pub-userEvent
  Response<PubEventRespDataDto> put_event(const PubEventDto& body);

  // Shows the settings of the user pool's LDAP service
  // GET /api/v3/get-ldap-server-config
  Response<LdapConfigInfoDto> query_ldap_config_info();

  // Searches the log of the user pool's LDAP service
  // GET /api/v3/get-ldap-server-log
  Response<LdapLogDto> query_ldap_log(const QueryLdapLogQuery& query);

  // Lists the entries below an entry of the LDAP tree
  // GET /api/v3/get-ldap-sub-entries
  Response<LdapLogDto> query_ldap_sub_entries(const QueryLdapSubEntriesQuery& query);

  // Searches the people invited by one word
  // POST /api/v3/quick-filter-invitees
  Response<QuickFilterInviteePaginationDto> quick_filter_invitees(const QuickFilterInvitationUserDto& body);

  // Gives an application a new secret; the old one stops working
  // POST /api/v3/refresh-application-secret
  Response<RefreshApplicationSecretDataDto> refresh_application_secret(const RefreshApplicationSecretDto& body);

  // Removes a field from a data model
  // POST /api/v3/metadata/remove-field
  Response<void> remote_field(const FunctionModelFieldIdDto& body);

  // Takes users out of a department
  // POST /api/v3/remove-department-members
  Response<IsSuccessDto> remove_department_members(const RemoveDepartmentMembersReqDto& body);

  // Takes an application out of the reach of the device limit
  // POST /api/v3/remove-device-exclusive-valid-scope-settings
  Response<IsSuccessDto> remove_device_exclusive_valid_scope_settings(const DeleteDeviceExclusiveValidScopeSettingsByIdsDto& body);

  // Takes users out of a group
  // POST /api/v3/remove-group-members
  Response<IsSuccessDto> remove_group_members(const RemoveGroupMembersReqDto& body);

  // Removes a department, post, role or group from what a policy's guests will join
  // POST /api/v3/remove-invitation-policy-user-attribution
  Response<IsSuccessDto> remove_invitation_policy_user_attribution(const RemoveInvitationPolicyUserAttributionDto& body);

  // Removes the main department of people invited under a policy
  // POST /api/v3/remove-invitation-policy-user-attribution-main-department
  Response<IsSuccessDto> remove_invitation_policy_user_attribution_main_department(const RemoveInvitationPolicyUserAttributionMainDepartmentDto& body);

  // Removes several departments, posts, roles or groups from what a policy's guests will join
  // POST /api/v3/remove-invitation-policy-user-attributions-batch
  Response<IsSuccessDto> remove_invitation_policy_user_attributions_batch(const RemoveInvitationPolicyUserAttributionsBatchDto& body);

  // Deletes a data model with its records
  // POST /api/v3/metadata/remove-model
  Response<void> remove_model(const FunctionModelIdDto& body);

  // Removes an operation from a data model
  // POST /api/v3/metadata/remove-operate
  Response<void> remove_operate(const FunctionModelOperateIdDto& body);

  // Deletes a post
  // POST /api/v3/remove-post
  Response<void> remove_post(const RemovePostDto& body);

  // Removes links between records
  // POST /api/v3/metadata/remove-row-relation
  Response<void> remove_relation_value(const RemoveRelationValueDto& body);

  // Deletes records
  // POST /api/v3/metadata/remove-row
  Response<void> remove_row(const RemoveRowDto& body);

  // Takes members of a tenant out of a department
  // POST /api/v3/remove-tenant-department-members
  Response<IsSuccessDto> remove_tenant_department_members(const RemoveTenantDepartmentMembersReqDto& body);

  // Takes users out of a tenant
  // POST /api/v3/remove-tenant-users
  Response<IsSuccessDto> remove_tenant_users(const RemoveTenantUsersDto& body);

  // Removes the proof of a user's legal identity
  // POST /api/v3/reset-user-principal-authentication-info
  Response<IsSuccessDto> reset_user_principal_authentication_info(const ResetUserPrincipalAuthenticationInfoDto& body);

  // Marks several public accounts as having left
  // POST /api/v3/resign-public-account-batch
  Response<ResignUserDataDto> resign_public_account_batch(const ResignUserBatchReqDto& body);

  // Marks a user as having left the organisation
  // POST /api/v3/resign-user
  Response<ResignUserDataDto> resign_user(const ResignUserReqDto& body);

  // Marks several users as having left the organisation
  // POST /api/v3/resign-user-batch
  Response<ResignUserDataDto> resign_user_batch(const ResignUserBatchReqDto& body);

  // Deploys the code of a pipeline function once more
  // POST /api/v3/reupload-pipeline-function
  Response<PipelineFunctionDto> reupload_pipeline_function(const ReUploadPipelineFunctionDto& body);

  // Withdraws an invitation that was sent
  // POST /api/v3/revert-roster-invitation
  Response<IsSuccessDto> revert_roster_invitation(const RevertRosterInvitationDto& body);

  // Withdraws several invitations that were sent
  // POST /api/v3/revert-roster-invitation-batch
  Response<IsSuccessDto> revert_roster_invitation_batch(const RevertRosterInvitationBatchDto& body);

  // Accepts or declines the proof of a tenant's company
  // POST /api/v3/review-tenant-enterprise-certification
  Response<IsSuccessDto> review_tenant_enterprise_certification(const ReviewTenantEnterpriseCertificationBodyDto& body);

  // Takes access rules off an application
  // POST /api/v3/revoke-application-access
  Response<IsSuccessDto> revoke_application_access(const RevokeApplicationAccessDto& body);

  // Stops a data policy from applying to somebody
  // POST /api/v3/revoke-data-policy
  Response<void> revoke_data_policy(const DeleteAuthorizeDataPolicyDto& body);

  // Takes a role from users, groups or departments
  // POST /api/v3/revoke-role
  Response<IsSuccessDto> revoke_role(const RevokeRoleDto& body);

  // Takes several roles from users, groups or departments
  // POST /api/v3/revoke-role-batch
  Response<IsSuccessDto> revoke_role_batch(const RevokeRoleBatchDto& body);

  // Adds applications to those that the device limit applies to
  // POST /api/v3/save-device-exclusive-valid-scope-settings
  Response<IsSuccessDto> save_device_exclusive_valid_scope_settings(const SaveDeviceExclusiveValidScopeSettingsDto& body);

  // Switches the user pool's LDAP service on
  // POST /api/v3/enable-ldap-server
  Response<bool> save_ldap_config_info(const LdapSaveDto& body);

  // Searches the members of a department
  // GET /api/v3/search-department-members
  Response<UserPagingDto> search_department_members(const SearchDepartmentMembersQuery& query);

  // Searches departments by name
  // POST /api/v3/search-departments
  Response<std::vector<DepartmentDto>> search_departments(const SearchDepartmentsReqDto& body);

  // Searches departments by several criteria
  // POST /api/v3/search-departments-list
  Response<std::vector<DepartmentDto>> search_departments_list(const SearchDepartmentsListReqDto& body);

  // Searches organisations by name
  // GET /api/v3/search-organizations
  Response<OrganizationPagingDto> search_organizations(const SearchOrganizationsQuery& query);

  // Sends several tenant administrators an e-mail
  // POST /api/v3/send-email-batch
  Response<SendEmailBatchDataDto> send_email_batch(const SendManyTenantEmailDto& body);

  // Sends an e-mail that invites somebody into a tenant
  // POST /api/v3/send-invite-tenant-user-email
  Response<IsSuccessDto> send_invite_tenant_user_email(const Json& body);

  // Sends a person on the list their invitation
  // POST /api/v3/send-roster-invitation
  Response<IsSuccessDto> send_roster_invitation(const SendRosterInvitationDto& body);

  // Sends several people on the list their invitations
  // POST /api/v3/send-roster-invitation-batch
  Response<IsSuccessDto> send_roster_invitation_batch(const SendRosterInvitationBatchDto& body);

  // Sends several tenant administrators an SMS
  // POST /api/v3/send-sms-batch
  Response<SendSmsBatchDataDto> send_sms_batch(const SendManyTenantSmsDto& body);

  // Sends a user an e-mail with a link to set a new password
  // POST /api/v3/send-user-reset-password-email-link
  Response<IsSuccessDto> send_user_reset_password_email_link(const SendUserResetPasswordEmailLinkBatchDto& body);

  // Sets custom data of a user, group, role or department
  // POST /api/v3/set-custom-data
  Response<IsSuccessDto> set_custom_data(const SetCustomDataReqDto& body);

  // Creates or changes custom fields
  // POST /api/v3/set-custom-fields
  Response<std::vector<CustomFieldDto>> set_custom_fields(const SetCustomFieldsReqDto& body);

  // Sets the main department of people invited under a policy
  // POST /api/v3/set-invitation-policy-user-attribution-main-department
  Response<IsSuccessDto> set_invitation_policy_user_attribution_main_department(const SetInvitationPolicyUserAttributionMainDepartmentDto& body);

  // Sets the departments of a public account
  // POST /api/v3/set-public-account-of-departments
  Response<IsSuccessDto> set_public_account_of_departments(const SetUserDepartmentsDto& body);

  // Sets the post of a public account
  // POST /api/v3/set-public-account-of-post
  Response<IsSuccessDto> set_public_account_ofn_post(const UserConnectionPostDto& body);

  // Makes a member administrator of a tenant
  // POST /api/v3/set-tenant-admin
  Response<void> set_tenant_admin(const RemoveTenantUsersDto& body);

  // Changes how the built-in fields of users are shown and edited
  // POST /api/v3/set-user-base-fields
  Response<std::vector<CustomFieldDto>> set_user_base_fields(const SetUserBaseFieldsReqDto& body);

  // Sets the departments that a user belongs to
  // POST /api/v3/set-user-departments
  Response<IsSuccessDto> set_user_departments(const SetUserDepartmentsDto& body);

  // Sets the posts of a user
  // POST /api/v3/set-user-posts
  Response<void> set_user_posts(const SetUserPostsDto& body);

  // Sets which second factors a user is asked for
  // POST /api/v3/set-mfa-status
  Response<IsSuccessDto> set_users_mfa_status(const SetMfaStatusDto& body);

  // Sets the public accounts that a user may go on as
  // POST /api/v3/set-user-of-public-accounts
  Response<IsSuccessDto> setuser_of_public_account(const SetUserOfPublicAccountBatchReqDto& body);

  // Suspends a device of a user for a time
  // POST /api/v3/suspend-device-by-user
  Response<void> suspend_device(const SuspendTerminalUserDto& body);

  // Carries out changes that a synchronisation held back as risky
  // POST /api/v3/trigger-sync-risk-operations
  Response<TriggerSyncRiskOperationsDataDto> trigger_sync_risk_operations(const TriggerSyncRiskOperationDto& body);

  // Starts a synchronisation task now
  // POST /api/v3/trigger-sync-task
  Response<TriggerSyncTaskDataDto> trigger_sync_task(const TriggerSyncTaskDto& body);

  // Makes a webhook call now, as a test
  // POST /api/v3/trigger-webhook
  Response<TriggerWebhookData> trigger_webhook(const TriggerWebhookDto& body);

  // Takes the use of a shared application account away
  // POST /api/v3/unassign-asa-account
  Response<IsSuccessDto> unassign_asa_account(const AssignAsaAccountsDto& body);

  // Takes the post off a public account
  // POST /api/v3/unbind-public-account-of-post
  Response<IsSuccessDto> unbind_public_account_of_post(const UserConnectionPostDto& body);

  // Takes a public account off a user
  // POST /api/v3/unbind-public-account-of-user
  Response<IsSuccessDto> unbind_users_public_account(const UnbindPublicAccountBatchReqDto& body);

  // Removes the link between a user and an external account
  // POST /api/v3/unlink-identity
  Response<UnlinkIdentityDataDto> unlink_identity(const UnlinkIdentity& body);

  // Switches an access key on or off
  // POST /api/v3/update-access-key
  Response<IsSuccessDto> update_access_key(const UpdateAccessKeyDto& body);

  // Changes the settings of an application
  // POST /api/v3/update-application
  Response<IsSuccessDto> update_application(const UpdateApplicationDto& body);

  // Changes the second factors of one application
  // POST /api/v3/update-application-mfa-settings
  Response<MFASettingsDto> update_application_mfa_settings(const UpdateApplicationMfaSettingsDto& body);

  // Sets whom an application lets in when no rule says otherwise
  // POST /api/v3/update-application-permission-strategy
  Response<IsSuccessDto> update_application_permission_strategy(const UpdateApplicationPermissionStrategyDataDto& body);

  // Changes a shared application account
  // POST /api/v3/update-asa-account
  Response<AsaAccountDto> update_asa_account(const UpdateAsaAccountDto& body);

  // Changes a data policy
  // POST /api/v3/update-data-policy
  Response<UpdateDataPolicyRespDto> update_data_policy(const UpdateDataPolicyDto& body);

  // Changes a data resource
  // POST /api/v3/update-data-resource
  Response<UpdateDataResourceRespDto> update_data_resource(const UpdateDataResourceDto& body);

  // Changes a department
  // POST /api/v3/update-department
  Response<DepartmentDto> update_department(const UpdateDepartmentReqDto& body);

  // Changes the rules of the device limit
  // POST /api/v3/update-device-exclusive-rule-settings
  Response<GetDeviceExclusiveRuleDataDto> update_device_exclusive_rule_settings(const UpdateDeviceExclusiveRuleDto& body);

  // Changes an extension field of data resources
  // POST /api/v3/update-dnef
  Response<IsSuccessDto> update_dnef(const UpdateDnefReq& body);

  // Changes the text of an e-mail
  // POST /api/v3/update-email-template
  Response<EmailTemplateDto> update_email_template(const UpdateEmailTemplateDto& body);

  // Changes an identity source
  // POST /api/v3/update-ext-idp
  Response<ExtIdpDto> update_ext_idp(const UpdateExtIdpDto& body);

  // Changes a connection of an identity source
  // POST /api/v3/update-ext-idp-conn
  Response<ExtIdpConnDetail> update_ext_idp_conn(const UpdateExtIdpConnDto& body);

  // Changes a field of a data model
  // POST /api/v3/metadata/update-field
  Response<FunctionModelFieldDto> update_field(const UpdateFunctionModelFieldDto& body);

  // Changes the second factors that the user pool offers and demands
  // POST /api/v3/update-global-mfa-settings
  Response<MFASettingsDto> update_global_mfa_settings(const MFASettingsDto& body);

  // Changes a group
  // POST /api/v3/update-group
  Response<GroupDto> update_group(const UpdateGroupReqDto& body);

  // Changes an invitation policy
  // POST /api/v3/update-invitation-policy
  Response<GetInvitationPolicyDto> update_invitation_policy(const UpdateInvitationPolicyDto& body);

  // Changes the e-mail that a policy sends to the people it invites
  // POST /api/v3/update-invitation-policy-email-template
  Response<EmailTemplateDto> update_invitation_policy_email_template(const UpdateEmailTemplateDto& body);

  // Changes the extra questions that a policy asks the people it invites
  // POST /api/v3/update-invitation-policy-extends-fields
  Response<GetExtendsFieldsDto> update_invitation_policy_extends_fields(const PolicyExtendsFieldsDto& body);

  // Changes a person on the list of those to be invited
  // POST /api/v3/update-invitation-roster
  Response<InvitationRosterDto> update_invitation_roster(const UpdateInvitationRosterDto& body);

  // Puts several people to be invited under a policy
  // POST /api/v3/update-invitation-roster-batch-bind-policy
  Response<IsSuccessDto> update_invitation_roster_batch_bind_policy(const BatchBindPolicy& body);

  // Takes several people to be invited out of their policy
  // POST /api/v3/update-invitation-roster-batch-unbind-policy
  Response<IsSuccessDto> update_invitation_roster_batch_unbind_policy(const BatchUnbindPolicy& body);

  // Changes the settings of the user pool's LDAP service
  // POST /api/v3/update-ldap-server-config
  Response<bool> update_ldap_config_info(const LdapUpdateDto& body);

  // Changes what an application's login page looks like and offers
  // POST /api/v3/update-login-page-config
  Response<IsSuccessDto> update_login_page_config(const UpdateLoginConfigDto& body);

  // Changes a data model
  // POST /api/v3/metadata/update-model
  Response<FunctionModelDto> update_model(const UpdateFunctionModelDto& body);

  // Changes a permission group
  // POST /api/v3/update-namespace
  Response<UpdateNamespaceDto> update_namespace(const UpdateNamespaceDto& body);

  // Switches a department on or off
  // POST /api/v3/update-department-status
  Response<Json> update_node_status(const UpdateDepartmentStatusReqDto& body);

  // Changes an operation of a data model
  // POST /api/v3/metadata/update-operate
  Response<void> update_operate(const UpdateOperateModelDto& body);

  // Changes an organisation
  // POST /api/v3/update-organization
  Response<OrganizationDto> update_organization(const UpdateOrganizationReqDto& body);

  // Switches an organisation on or off
  // POST /api/v3/update-organization-status
  Response<IsSuccessDto> update_organization_status(const UpdateOrganizationStatusReqDto& body);

  // Changes a permission space
  // POST /api/v3/update-permission-namespace
  Response<UpdatePermissionNamespaceRespDto> update_permission_namespace(const UpdatePermissionNamespaceDto& body);

  // Changes a pipeline function
  // POST /api/v3/update-pipeline-function
  Response<PipelineFunctionDto> update_pipeline_function(const UpdatePipelineFunctionDto& body);

  // Sets the order in which pipeline functions run
  // POST /api/v3/update-pipeline-order
  Response<void> update_pipeline_order(const UpdatePipelineOrderDto& body);

  // Changes a post
  // POST /api/v3/update-post
  Response<PostInfoDto> update_post(const CreatePostDto& body);

  // Changes a public account
  // POST /api/v3/update-public-account
  Response<PublicAccountDto> update_public_account(const UpdatePublicAccountReqDto& body);

  // Changes several public accounts
  // POST /api/v3/update-public-account-batch
  Response<std::vector<PublicAccountDto>> update_public_account_batch(const UpdatePublicAccountBatchReqDto& body);

  // Changes a resource
  // POST /api/v3/update-resource
  Response<ResourceDto> update_resource(const UpdateResourceDto& body);

  // Changes a role
  // POST /api/v3/update-role
  Response<IsSuccessDto> update_role(const UpdateRoleDto& body);

  // Changes a record
  // POST /api/v3/metadata/update-row
  Response<RowDto> update_row(const UpdateRowDto& body);

  // Changes the security settings of the user pool
  // POST /api/v3/update-security-settings
  Response<SecuritySettingsDto> update_security_settings(const UpdateSecuritySettingsDto& body);

  // Changes a synchronisation task
  // POST /api/v3/update-sync-task
  Response<SyncTaskPagingDto> update_sync_task(const UpdateSyncTaskDto& body);

  // Changes a tenant
  // POST /api/v3/update-tenant
  Response<IsSuccessDto> update_tenant(const UpdateTenantDto& body);

  // Changes the documents by which a tenant proves to be a company
  // POST /api/v3/update-tenant-enterprise-certification
  Response<IsSuccessDto> update_tenant_enterprise_certification(const CreateTenantEnterpriseCertificationBodyDto& body);

  // Switches the QR sign-in of a tenant's mobile app on or off
  // POST /api/v3/update-userpool-tenant-appqrcode-state
  Response<IsSuccessDto> update_tenant_qr_code_state(const UpdateTenantAppqrcodeState& body);

  // Changes a member of a tenant
  // POST /api/v3/update-tenant-user
  Response<IsSuccessDto> update_tenant_user(const UpdateTenantUserDto& body);

  // Changes the settings of open invitations
  // POST /api/v3/update-universal-invitation-settings
  Response<GetUniversalInvitationDto> update_universal_invitation_settings(const UpdateUniversalInvitationDto& body);

  // Changes a user
  // POST /api/v3/update-user
  Response<UserDto> update_user(const UpdateUserReqDto& body);

  // Changes several users
  // POST /api/v3/update-user-batch
  Response<std::vector<UserDto>> update_user_batch(const UpdateUserBatchReqDto& body);

  // Changes the settings of tenants in this user pool
  // POST /api/v3/update-userpool-tenant-config
  Response<IsSuccessDto> update_user_pool_tenant_config(const UpdateUserPoolTenantLoginConfigDto& body);

  // Changes a webhook
  // POST /api/v3/update-webhook
  Response<WebhookDto> update_webhook(const UpdateWebhookDto& body);

  // Gives a post to users
  // POST /api/v3/user-connection-post
  Response<void> user_connection_post(const UserConnectionPostDto& body);

  // Decrypts encrypted fields of users
  // POST /api/v3/users/field/decrypt
  Response<std::vector<UserFieldDecryptRespItemDto>> user_field_decrypt(const UserFieldDecryptReqDto& body);

  // Shows the settings of tenants in this user pool
  // GET /api/v3/userpool-tenant-config
  Response<UserPoolTenantConfigDto> userpoll_tenant_config();

  // Publishes a custom event
  // POST /api/v3/pub-event
  Response<PubEventRespDataDto> verify_event(const PubEventDto& body);

 protected:
  ManagementOperations() = default;
  ~ManagementOperations() = default;

 private:
  // How a request reaches the server; the client knows.
  virtual Answer send(Request request) = 0;
};

}  // namespace genauth
