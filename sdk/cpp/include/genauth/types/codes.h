// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct GetCaptchaCodeDataDto;
struct PreCheckCodeDataDto;
struct PreCheckSmsCodeDto;
struct PreCheckEmailCodeDto;
struct PreCheckCodeDto;
struct SendEmailDto;
struct SendSMSDto;

struct GetCaptchaCodeDataDto {
  // The picture, as SVG text
  std::string captchaCodeSvg = {};
  // Ties the answer to its picture: send it back as it came
  std::string captchaToken = {};
};

struct PreCheckCodeDataDto {
  // Whether the code is right
  bool isValid = false;
  // Why it is not
  std::optional<std::string> message = {};
};

struct PreCheckSmsCodeDto {
  // Phone number in its national form, without the country code
  std::string phone = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // What the code is for. A code opens only what it was sent for
  std::string channel = {};
};

struct PreCheckEmailCodeDto {
  // E-mail address
  std::string email = {};
  // The one-time code that was sent to the person
  std::string passCode = {};
  // What the code is for. A code opens only what it was sent for
  std::string channel = {};
};

struct PreCheckCodeDto {
  // Where the code was sent: SMS or EMAIL
  std::string codeType = {};
  // The code sent by SMS, with codeType SMS
  std::optional<PreCheckSmsCodeDto> smsCodePayload = {};
  // The code sent by e-mail, with codeType EMAIL
  std::optional<PreCheckEmailCodeDto> emailCodePayload = {};
};

struct SendEmailDto {
  // What the code is for. A code opens only what it was sent for
  std::string channel = {};
  // Address that the code is sent to
  std::string email = {};
};

struct SendSMSDto {
  // What the code is for. A code opens only what it was sent for
  std::string channel = {};
  // Phone number in its national form, without the country code
  std::string phoneNumber = {};
  // Telephone code of the country, with the plus sign; +86 where it is left out and the number is a mainland
  // one
  std::optional<std::string> phoneCountryCode = {};
  // Ties the answer to its picture: send it back as it came
  std::optional<std::string> captchaToken = {};
  // The characters in the picture
  std::optional<std::string> captchaCode = {};
};

}  // namespace genauth
