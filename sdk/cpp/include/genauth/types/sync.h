// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CancelSyncRiskOperationDto;
struct CancelSyncRiskOperationsDataDto;
struct SyncTaskFieldMapping;
struct SyncTaskLarkClientConfig;
struct SyncTaskWechatworkClientConfig;
struct SyncTaskDingtalkClientConfig;
struct SyncTaskMokaClientConfig;
struct SyncTaskScimClientConfig;
struct SyncTaskActiveDirectoryClientConfig;
struct SyncTaskLdapClientConfig;
struct SyncTaskItalentClientConfig;
struct SyncTaskMaycurClientConfig;
struct SyncTaskFxiaokeClientConfig;
struct SyncTaskXiaoshouyiClientConfig;
struct SyncTaskKayangClientConfig;
struct SyncTaskClientConfig;
struct SyncTaskProvisioningScope;
struct SyncTaskTimedScheduler;
struct CreateSyncTaskDto;
struct SyncJobDto;
struct SyncJobPagingDto;
struct SyncRiskOperationDto;
struct SyncRiskOperationPagingDto;
struct SyncTaskDto;
struct SyncTaskPagingDto;
struct TriggerSyncRiskOperationDto;
struct TriggerSyncRiskOperationsDataDto;
struct TriggerSyncTaskDataDto;
struct TriggerSyncTaskDto;
struct UpdateSyncTaskDto;

struct CancelSyncRiskOperationDto {
  std::vector<std::int64_t> syncRiskOperationIds = {};
};

struct CancelSyncRiskOperationsDataDto {
  std::vector<std::int64_t> successList = {};
  std::vector<std::int64_t> faildList = {};
};

struct SyncTaskFieldMapping {
  std::string expression = {};
  std::string targetKey = {};
};

struct SyncTaskLarkClientConfig {
  std::string app_id = {};
  std::string app_secret = {};
  std::optional<std::string> encrypt_key = {};
  std::optional<std::string> verification_token = {};
};

struct SyncTaskWechatworkClientConfig {
  std::string corpID = {};
  std::string secret = {};
  std::optional<std::string> token = {};
  std::optional<std::string> encodingAESKey = {};
  std::optional<std::string> agentUrl = {};
};

struct SyncTaskDingtalkClientConfig {
  std::string corpId = {};
  std::string appKey = {};
  // AppSecret of the mini program or official account
  std::string appSecret = {};
  std::optional<std::string> aes_key = {};
  std::optional<std::string> token = {};
};

struct SyncTaskMokaClientConfig {
  std::string userName = {};
  std::string entCode = {};
  std::string apiCode_employee = {};
  std::string apiCode_department = {};
  std::string privateKey = {};
};

struct SyncTaskScimClientConfig {
  std::optional<std::string> org_url = {};
  std::string user_url = {};
  std::string token = {};
  std::optional<std::string> root_department_id = {};
  std::optional<std::string> parent_department = {};
  std::optional<std::string> department = {};
};

struct SyncTaskActiveDirectoryClientConfig {
  std::optional<std::string> syncIdentityProviderCode = {};
  std::optional<std::string> ticket_url = {};
};

struct SyncTaskLdapClientConfig {
  std::string url = {};
  std::string bindDn = {};
  std::string bindCredentials = {};
  std::string usersBaseDn = {};
  std::string groupsBaseDn = {};
  std::string userQueryCriteria = {};
  std::string departmentQueryCriteria = {};
};

struct SyncTaskItalentClientConfig {
  std::string tenant_id = {};
  std::string app_key = {};
  std::string app_secret = {};
};

struct SyncTaskMaycurClientConfig {
  std::string app_code = {};
  std::string app_secret = {};
  std::string endpoint = {};
};

struct SyncTaskFxiaokeClientConfig {
  // Id of the application
  std::string appId = {};
  // AppSecret of the mini program or official account
  std::string appSecret = {};
  std::string permanentCode = {};
  std::string currentOpenUserId = {};
};

struct SyncTaskXiaoshouyiClientConfig {
  // Id of the application, where it authenticates in the body
  std::string client_id = {};
  // Secret of the application, where it authenticates in the body
  std::string client_secret = {};
  // User name; unique in the user pool
  std::string username = {};
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
};

struct SyncTaskKayangClientConfig {
  std::string endpoint = {};
  // User name, e-mail address or phone number, whichever the application allows
  std::string account = {};
  // The password; encrypted where passwordEncryptType says so
  std::string password = {};
};

struct SyncTaskClientConfig {
  std::optional<SyncTaskLarkClientConfig> larkConfig = {};
  std::optional<SyncTaskLarkClientConfig> larkInternationalConfig = {};
  std::optional<SyncTaskWechatworkClientConfig> wechatworkConfig = {};
  std::optional<SyncTaskDingtalkClientConfig> dingtalkConfig = {};
  std::optional<SyncTaskMokaClientConfig> mokaConfig = {};
  std::optional<SyncTaskScimClientConfig> scimConfig = {};
  std::optional<SyncTaskActiveDirectoryClientConfig> activeDirectoryConfig = {};
  std::optional<SyncTaskLdapClientConfig> ldapConfig = {};
  std::optional<SyncTaskItalentClientConfig> italentConfig = {};
  std::optional<SyncTaskMaycurClientConfig> maycurConfig = {};
  std::optional<SyncTaskFxiaokeClientConfig> fxiaokeConfig = {};
  std::optional<SyncTaskXiaoshouyiClientConfig> xiaoshouyiConfig = {};
  std::optional<SyncTaskKayangClientConfig> kayangConfig = {};
};

struct SyncTaskProvisioningScope {
  bool all = false;
  bool includeNewUsers = false;
};

struct SyncTaskTimedScheduler {
  std::string cycle = {};
  std::int64_t startTime = 0;
};

struct CreateSyncTaskDto {
  std::vector<SyncTaskFieldMapping> fieldMapping = {};
  std::string syncTaskTrigger = {};
  std::string syncTaskFlow = {};
  SyncTaskClientConfig clientConfig = {};
  std::string syncTaskType = {};
  std::string syncTaskName = {};
  std::optional<std::string> organizationCode = {};
  std::optional<SyncTaskProvisioningScope> provisioningScope = {};
  std::optional<SyncTaskTimedScheduler> timedScheduler = {};
};

struct SyncJobDto {
  std::int64_t syncJobId = 0;
  std::int64_t syncTaskId = 0;
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  std::string syncStatus = {};
  std::string syncFlow = {};
  std::string syncTrigger = {};
  std::int64_t departmentCountAll = 0;
  std::int64_t departmentCountSucc = 0;
  std::int64_t departmentUpdateCountAll = 0;
  std::int64_t departmentUpdateCountSucc = 0;
  std::int64_t accountCountAll = 0;
  std::int64_t accountCountSucc = 0;
  std::int64_t accountUpdateCountAll = 0;
  std::int64_t accountUpdateCountSucc = 0;
  std::optional<std::string> errMsg = {};
};

struct SyncJobPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<SyncJobDto> list = {};
};

struct SyncRiskOperationDto {
  std::int64_t syncRiskOperationId = 0;
  std::int64_t syncTaskId = 0;
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  // The state it is in
  std::string status = {};
  std::int64_t level = 0;
  std::string objectType = {};
  std::string objectName = {};
  std::string objectId = {};
  std::optional<std::string> errMsg = {};
};

struct SyncRiskOperationPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<SyncRiskOperationDto> list = {};
};

struct SyncTaskDto {
  std::int64_t syncTaskId = 0;
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  std::string syncTaskName = {};
  std::string syncTaskType = {};
  std::string syncFlow = {};
  std::string syncTrigger = {};
  std::optional<std::string> lastSyncMessage = {};
  std::optional<std::int64_t> lastSyncRate = {};
  std::optional<std::string> lastSyncStatus = {};
  std::optional<std::string> lastSyncTime = {};
  std::optional<std::string> organizationCode = {};
  std::optional<SyncTaskProvisioningScope> provisioningScope = {};
  std::vector<SyncTaskFieldMapping> fieldMapping = {};
  std::optional<SyncTaskTimedScheduler> timedScheduler = {};
};

struct SyncTaskPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<SyncTaskDto> list = {};
};

struct TriggerSyncRiskOperationDto {
  std::vector<std::int64_t> syncRiskOperationIds = {};
};

struct TriggerSyncRiskOperationsDataDto {
  std::vector<std::int64_t> successList = {};
  std::vector<std::int64_t> faildList = {};
};

struct TriggerSyncTaskDataDto {
  std::int64_t syncJobId = 0;
};

struct TriggerSyncTaskDto {
  std::int64_t syncTaskId = 0;
};

struct UpdateSyncTaskDto {
  std::int64_t syncTaskId = 0;
  std::optional<std::string> syncTaskName = {};
  std::optional<std::string> syncTaskType = {};
  std::optional<SyncTaskClientConfig> clientConfig = {};
  std::optional<std::string> syncTaskFlow = {};
  std::optional<std::string> syncTaskTrigger = {};
  std::optional<std::string> organizationCode = {};
  std::optional<SyncTaskProvisioningScope> provisioningScope = {};
  std::optional<std::vector<SyncTaskFieldMapping>> fieldMapping = {};
  std::optional<SyncTaskTimedScheduler> timedScheduler = {};
};

// Parameters of get_sync_job.
struct GetSyncJobQuery {
  std::int64_t syncJobId = 0;
};

// Parameters of get_sync_task.
struct GetSyncTaskQuery {
  std::int64_t syncTaskId = 0;
};

// Parameters of list_sync_job_logs.
struct ListSyncJobLogsQuery {
  std::int64_t syncJobId = 0;
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Whether it was done
  std::optional<bool> success = {};
  std::optional<std::string> action = {};
  std::optional<std::string> objectType = {};
};

// Parameters of list_sync_jobs.
struct ListSyncJobsQuery {
  std::int64_t syncTaskId = 0;
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> syncTrigger = {};
};

// Parameters of list_sync_risk_operations.
struct ListSyncRiskOperationsQuery {
  std::int64_t syncTaskId = 0;
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // The state it is in
  std::optional<std::vector<std::string>> status = {};
  std::optional<std::vector<std::string>> objectType = {};
};

// Parameters of list_sync_tasks.
struct ListSyncTasksQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
