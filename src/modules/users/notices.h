// Messages to people about their account: that it was made, that its password was changed by an
// administrator. Inside src/modules/users only.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "modules/messages/messages.h"
#include "modules/users/users.h"

namespace genauth::users {

enum class Notice : std::uint8_t { kAccountCreated, kPasswordReset };

struct NoticeText {
  Notice notice = Notice::kAccountCreated;
  std::string account;             // how the person signs in
  std::string generated_password;  // shown only if it was made up for them
};

// The name that the user signs in with; empty if there is only an external id.
std::string account_of(const User& user);

messages::Message email_notice(const api::Call& call, const NoticeText& text, std::string_view email);
messages::Message sms_notice(const api::Call& call, const NoticeText& text, std::string_view country_code,
                             std::string_view number);

// kEmailProviderMissing, kSmsProviderMissing, ...: asked before the unit, so that nobody is made in silence.
Result<void> can_send(const api::Call& call, db::Session& session,
                      const std::vector<messages::Message>& messages);
// In the unit; the outbox delivers afterwards, and tries again what a vendor did not take.
Result<void> enqueue(const api::Call& call, db::Tx& tx, const std::vector<messages::Message>& messages);

}  // namespace genauth::users
