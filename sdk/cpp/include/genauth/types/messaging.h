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

struct AliExmailEmailProviderConfig {
  // The mailbox that sends, which is the account too
  std::string sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
};

struct AliExmailEmailProviderConfigInput {
  // The mailbox that sends, which is the account too
  std::string sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
};

struct SMTPEmailProviderConfigInput {
  // Name of the server
  std::string smtp_host = {};
  // Its port
  std::int64_t smtp_port = 0;
  // The mailbox that sends, which is the account too
  std::optional<std::string> sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
  // Whether TLS holds from the first byte; else STARTTLS is demanded
  std::optional<bool> secure = {};
};

struct SendGridEmailProviderConfigInput {
  // The address that sends
  std::string sender = {};
  // The key of the account; asterisks where it is shown, which leave it as it is where they are sent
  std::string apikey = {};
};

struct TencentExmailEmailProviderConfigInput {
  // The mailbox that sends, which is the account too
  std::string sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
};

struct ConfigEmailProviderDto {
  // Which service
  std::string type = {};
  // Whether mail goes through it, instead of the installation's own service
  bool enabled = false;
  // With custom: any submission server
  std::optional<SMTPEmailProviderConfigInput> smtpConfig = {};
  // With sendgrid: SendGrid
  std::optional<SendGridEmailProviderConfigInput> sendGridConfig = {};
  // With ali: Alibaba Mail
  std::optional<AliExmailEmailProviderConfigInput> aliExmailConfig = {};
  // With qq: Tencent Exmail
  std::optional<TencentExmailEmailProviderConfigInput> tencentExmailConfig = {};
};

struct SMTPEmailProviderConfig {
  // Name of the server
  std::string smtp_host = {};
  // Its port
  std::int64_t smtp_port = 0;
  // The mailbox that sends, which is the account too
  std::string sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
  // Whether TLS holds from the first byte; else STARTTLS is demanded
  bool secure = false;
};

struct SendGridEmailProviderConfig {
  // The address that sends
  std::string sender = {};
  // The key of the account; asterisks where it is shown, which leave it as it is where they are sent
  std::string apikey = {};
};

struct TencentExmailEmailProviderConfig {
  // The mailbox that sends, which is the account too
  std::string sender = {};
  // The sender's password; asterisks where it is shown, which leave it as it is where they are sent
  std::string senderPass = {};
};

struct EmailProviderDto {
  // Whether mail goes through it, instead of the installation's own service
  bool enabled = false;
  // Which service; absent where none was ever set
  std::optional<std::string> type = {};
  // With custom: any submission server
  std::optional<SMTPEmailProviderConfig> smtpConfig = {};
  // With sendgrid: SendGrid
  std::optional<SendGridEmailProviderConfig> sendGridConfig = {};
  // With ali: Alibaba Mail
  std::optional<AliExmailEmailProviderConfig> aliExmailConfig = {};
  // With qq: Tencent Exmail
  std::optional<TencentExmailEmailProviderConfig> tencentExmailConfig = {};
};

struct EmailTemplateCategoryDto {
  // The group in Chinese
  std::string title = {};
  // The group in English
  std::string titleEn = {};
  // What belongs to it, in Chinese
  std::string desc = {};
  // What belongs to it, in English
  std::string descEn = {};
};

struct GetEmailTemplatesDataDto {
  // All e-mails
  std::vector<EmailTemplateDto> templates = {};
  // What they are grouped by in consoles
  std::vector<EmailTemplateCategoryDto> categories = {};
};

struct PreviewEmailTemplateDataDto {
  // The text with sample values
  std::string content = {};
  // The subject with sample values
  std::string subject = {};
  // The sender's name with sample values
  std::string sender = {};
};

struct PreviewEmailTemplateDto {
  // Which e-mail
  std::string type = {};
  // The text as HTML, which may name variables
  std::optional<std::string> content = {};
  // The subject, which may name variables
  std::optional<std::string> subject = {};
  // The sender's name, which may name variables
  std::optional<std::string> sender = {};
  // How long a code in it is good, in seconds; where it is left out, as the pool has it
  std::optional<std::int64_t> expiresIn = {};
  // How variables are written
  std::optional<std::string> tplEngine = {};
};

}  // namespace genauth
