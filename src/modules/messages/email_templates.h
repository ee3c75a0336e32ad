// The words of e-mails: a user pool's own where it has some. A template is text with variables and nothing
// else; values are escaped for the place where they stand, so that what a person is called can neither bring
// HTML into a mail nor a line into its head.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "locale/language.h"

namespace genauth::messages {

using EmailTemplate = dto::StoredEmailTemplate;
using Values = std::map<std::string, std::string, std::less<>>;

// What stands in a template: HTML, or one line of a mail's head.
enum class Place : std::uint8_t { kHtml, kLine };
// kTemplateInvalid (arg: what is no variable). A variable without a value is empty.
Result<std::string> render(std::string_view engine, std::string_view text, const Values& values, Place place);

// A kind of e-mail and its usual words. `channel` as messages name what they are for; several may share a
// kind.
struct Kind {
  std::string_view type;  // "LOGIN_VERIFY_CODE", as on the wire
  bool has_code = false;
  std::string_view name_zh, name_en, subject_zh, subject_en, content_zh, content_en;
};
std::span<const Kind> kinds();
const Kind* kind_of(std::string_view type);
const Kind* kind_of_channel(std::string_view channel);  // null: mail that has no template
EmailTemplate usual(const Kind& kind, locale::Language language);

Result<std::optional<EmailTemplate>> find_email_template(db::Session& session, std::string_view pool_id,
                                                         std::string_view type);
Result<std::map<std::string, EmailTemplate>> email_templates(db::Session& session, std::string_view pool_id);
Result<void> put_email_template(db::Tx& tx, std::string_view pool_id, std::string_view type,
                                const EmailTemplate& words, std::int64_t now_ms);

// How long the code of an e-mail for that channel is good where the pool's template says so.
Result<std::optional<std::int64_t>> code_ttl_ms(db::Session& session, std::string_view pool_id,
                                                std::string_view channel);
// The message with the pool's own words, where it is an e-mail and there are some.
Result<dto::StoredMessage> in_own_words(db::Session& session, std::string_view pool_id,
                                        std::string_view channel, const dto::StoredMessage& message,
                                        std::int64_t now_ms);

}  // namespace genauth::messages
