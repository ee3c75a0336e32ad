// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct AliExmailEmailProviderConfig;
struct AliExmailEmailProviderConfigInput;
struct SMTPEmailProviderConfigInput;
struct SendGridEmailProviderConfigInput;
struct TencentExmailEmailProviderConfigInput;
struct ConfigEmailProviderDto;
struct SMTPEmailProviderConfig;
struct SendGridEmailProviderConfig;
struct TencentExmailEmailProviderConfig;
struct EmailProviderDto;
struct EmailTemplateCategoryDto;
struct GetEmailTemplatesDataDto;
struct PreviewEmailTemplateDataDto;
struct PreviewEmailTemplateDto;
struct PreviewEmailTemplateRespDto;

struct AliExmailEmailProviderConfig {
  std::string sender = {};
  std::string senderPass = {};
};

struct AliExmailEmailProviderConfigInput {
  std::string sender = {};
  std::string senderPass = {};
};

struct SMTPEmailProviderConfigInput {
  std::string smtp_host = {};
  std::int64_t smtp_port = 0;
  std::optional<std::string> sender = {};
  std::string senderPass = {};
  std::optional<bool> secure = {};
};

struct SendGridEmailProviderConfigInput {
  std::string sender = {};
  std::string apikey = {};
};

struct TencentExmailEmailProviderConfigInput {
  std::string sender = {};
  std::string senderPass = {};
};

struct ConfigEmailProviderDto {
  // Its kind
  std::string type = {};
  // Whether it is switched on
  bool enabled = false;
  std::optional<SMTPEmailProviderConfigInput> smtpConfig = {};
  std::optional<SendGridEmailProviderConfigInput> sendGridConfig = {};
  std::optional<AliExmailEmailProviderConfigInput> aliExmailConfig = {};
  std::optional<TencentExmailEmailProviderConfigInput> tencentExmailConfig = {};
};

struct SMTPEmailProviderConfig {
  std::string smtp_host = {};
  std::int64_t smtp_port = 0;
  std::string sender = {};
  std::string senderPass = {};
  bool secure = false;
};

struct SendGridEmailProviderConfig {
  std::string sender = {};
  std::string apikey = {};
};

struct TencentExmailEmailProviderConfig {
  std::string sender = {};
  std::string senderPass = {};
};

struct EmailProviderDto {
  // Whether it is switched on
  bool enabled = false;
  // Its kind
  std::optional<std::string> type = {};
  std::optional<SMTPEmailProviderConfig> smtpConfig = {};
  std::optional<SendGridEmailProviderConfig> sendGridConfig = {};
  std::optional<AliExmailEmailProviderConfig> aliExmailConfig = {};
  std::optional<TencentExmailEmailProviderConfig> tencentExmailConfig = {};
};

struct EmailTemplateCategoryDto {
  std::string title = {};
  std::string titleEn = {};
  // Description
  std::string desc = {};
  std::string descEn = {};
};

struct GetEmailTemplatesDataDto {
  std::vector<EmailTemplateDto> templates = {};
  std::vector<EmailTemplateCategoryDto> categories = {};
};

struct PreviewEmailTemplateDataDto {
  std::string content = {};
  std::string subject = {};
  std::string sender = {};
};

struct PreviewEmailTemplateDto {
  // Its kind
  std::string type = {};
  std::optional<std::string> content = {};
  std::optional<std::string> subject = {};
  std::optional<std::string> sender = {};
  std::optional<std::int64_t> expiresIn = {};
  std::optional<std::string> tplEngine = {};
};

struct PreviewEmailTemplateRespDto {
  PreviewEmailTemplateDataDto data = {};
};

}  // namespace genauth
