// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct WebhookRetryConfigV3Dto;
struct CreateWebhookDto;
struct DeleteWebhookDto;
struct WebhookDto;
struct GetWebhooksData;
struct ListWebhookLogs;
struct WebhookLogDto;
struct ListWebhookLogsData;
struct TriggerWebhookData;
struct TriggerWebhookDto;
struct UpdateWebhookDto;
struct WebhookCategoryDto;
struct WebhookEventDto;
struct WebhookEventListData;

struct WebhookRetryConfigV3Dto {
  // Whether it is switched on
  bool enabled = false;
  std::optional<double> count = {};
  std::optional<double> delay = {};
  std::optional<std::string> delayUnit = {};
};

struct CreateWebhookDto {
  std::string contentType = {};
  std::vector<std::string> events = {};
  std::string url = {};
  // Its name
  std::string name = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
  std::optional<std::string> secret = {};
  std::optional<WebhookRetryConfigV3Dto> retryConfig = {};
};

struct DeleteWebhookDto {
  std::vector<std::string> webhookIds = {};
};

struct WebhookDto {
  std::string webhookId = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  // Its name
  std::string name = {};
  std::string url = {};
  std::string contentType = {};
  // Whether it is switched on
  bool enabled = false;
  std::optional<std::vector<std::string>> events = {};
  std::optional<std::string> secret = {};
  std::optional<WebhookRetryConfigV3Dto> retryConfig = {};
};

struct GetWebhooksData {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<WebhookDto> list = {};
};

struct ListWebhookLogs {
  std::string webhookId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

struct WebhookLogDto {
  std::string webhookId = {};
  std::string eventName = {};
  Json requestBody = {};
  Json requestHeaders = {};
  std::int64_t responseStatusCode = 0;
  Json responseHeaders = {};
  Json responseBody = {};
  std::string timestamp = {};
  // Whether it was done
  bool success = false;
  std::optional<std::string> errorMessage = {};
};

struct ListWebhookLogsData {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<WebhookLogDto> list = {};
};

struct TriggerWebhookData {
  Json response = {};
};

struct TriggerWebhookDto {
  std::string webhookId = {};
  Json requestHeaders = {};
  Json requestBody = {};
};

struct UpdateWebhookDto {
  std::string webhookId = {};
  // Its name
  std::optional<std::string> name = {};
  std::optional<std::string> url = {};
  std::optional<std::vector<std::string>> events = {};
  std::optional<std::string> contentType = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
  std::optional<std::string> secret = {};
  std::optional<WebhookRetryConfigV3Dto> retryConfig = {};
};

struct WebhookCategoryDto {
  // Its name
  std::string name = {};
  std::string nameEn = {};
  std::string value = {};
};

struct WebhookEventDto {
  // Its name
  std::string name = {};
  std::string nameEn = {};
  std::string value = {};
  std::string category = {};
};

struct WebhookEventListData {
  std::vector<WebhookCategoryDto> categories = {};
  std::vector<WebhookEventDto> events = {};
};

// Parameters of get_webhook.
struct GetWebhookQuery {
  std::string webhookId = {};
};

// Parameters of list_webhooks.
struct ListWebhooksQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
