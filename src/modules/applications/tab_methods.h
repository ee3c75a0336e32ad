// What login pages and their settings call the methods to sign in with; those of one tab stand together.
#pragma once
#include <string_view>

namespace genauth::applications {

struct TabMethod {
  std::string_view stored;  // in enabledBasicLoginMethods
  std::string_view shown, tab;
  std::string_view way;  // that interaction-state offers
};
inline constexpr TabMethod kTabMethods[] = {
    {"USERNAME_PASSWORD", "username-password", "password", "PASSWORD"},
    {"EMAIL_PASSWORD", "email-password", "password", "PASSWORD"},
    {"PHONE_PASSWORD", "phone-password", "password", "PASSWORD"},
    {"PHONE_CODE", "phone-code", "phone-code", "PHONE_CODE"},
    {"EMAIL_CODE", "email-code", "phone-code", "EMAIL_CODE"},
    {"SELF_BUILT_APP_QRCODE", "app-qrcode", "app-qrcode", "QRCODE"}};

}  // namespace genauth::applications
