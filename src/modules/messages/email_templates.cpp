#include "modules/messages/email_templates.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/messaging.h"
#include "gen/sql/messages.h"
#include "json/codec.h"
#include "json/document.h"

namespace genauth::messages {
namespace {

constexpr std::size_t kShownMax = 32;  // of what is no variable, in the error

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// OWASP: the five characters, and the two that end an attribute without quotes.
void append_html(std::string& out, std::string_view value) {
  for (const char c : value) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '`': out += "&#96;"; break;
      case '=': out += "&#61;"; break;
      default: out += is_control(c) ? ' ' : c;
    }
  }
}

void append_line(std::string& out, std::string_view value) {
  for (const char c : value) out += is_control(c) ? ' ' : c;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_variable(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && name.size() <= 64 && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

// How a variable is written. Three braces and <%- mean "as it is" elsewhere; here nothing is.
struct Marks {
  std::string_view open, close;
};
constexpr Marks kHandlebar[] = {{"{{{", "}}}"}, {"{{", "}}"}};
constexpr Marks kEjs[] = {{"<%=", "%>"}, {"<%-", "%>"}, {"<%", "%>"}};

const Marks* marks_at(std::string_view engine, std::string_view text) {
  const std::span<const Marks> all =
      engine == "ejs" ? std::span<const Marks>(kEjs) : std::span<const Marks>(kHandlebar);
  const auto found =
      std::ranges::find_if(all, [&](const Marks& marks) { return text.starts_with(marks.open); });
  return found == all.end() ? nullptr : &*found;
}

std::string_view shown(std::string_view text) {
  text = text.substr(0, kShownMax);
  while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  return text;
}

// "Ada" of a mail's recipient where nothing else is known.
Values values_of(const dto::StoredMessage& message, std::int64_t now_ms) {
  Values values;
  values["verify_code"] = message.code;
  values["expires_in"] = std::to_string(message.ttl_minutes);
  values["email"] = message.recipient;
  values["content"] = message.text;
  values["subject_name"] = message.subject;
  values["app_name"] = values["client_name"] = message.app_name;
  const std::string& account = message.account.empty() ? message.recipient : message.account;
  for (const char* name : {"user", "username", "nickname", "account"}) values[name] = account;
  values["datetime"] = iso8601_ms(now_ms);
  return values;
}

Result<EmailTemplate> parse(std::string_view text) {
  const json::Document document = TRY(json::Document::parse(text));
  return json::decode<EmailTemplate>(document);
}

}  // namespace

Result<std::string> render(std::string_view engine, std::string_view text, const Values& values,
                           Place place) {
  std::string out;
  while (!text.empty()) {
    const Marks* marks = marks_at(engine, text);
    if (marks == nullptr) {
      // What an administrator wrote stays as it is; a line is one line.
      out += place == Place::kLine && is_control(text.front()) ? ' ' : text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto end = text.find(marks->close, marks->open.size());
    const std::string_view name = end == std::string_view::npos
                                      ? std::string_view()
                                      : trimmed(text.substr(marks->open.size(), end - marks->open.size()));
    const bool is_program = marks->open == "<%";
    if (is_program || !is_variable(name))
      return Error(errors::kTemplateInvalid).with_arg(std::string(shown(text)));
    if (const auto value = values.find(name); value != values.end())
      place == Place::kHtml ? append_html(out, value->second) : append_line(out, value->second);
    text.remove_prefix(end + marks->close.size());
  }
  return out;
}

Result<std::optional<EmailTemplate>> find_email_template(db::Session& session, std::string_view pool_id,
                                                         std::string_view type) {
  const db::Rows rows = TRY(session.query(sql::find_email_template, {pool_id, type}));
  if (rows.empty()) return std::optional<EmailTemplate>();
  return std::optional(TRY(parse(rows.front().view(0))));
}

Result<std::map<std::string, EmailTemplate>> email_templates(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_email_templates, {pool_id}));
  std::map<std::string, EmailTemplate> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found[rows[i].text(0)] = TRY(parse(rows[i].view(1)));
  return found;
}

Result<void> put_email_template(db::Tx& tx, std::string_view pool_id, std::string_view type,
                                const EmailTemplate& words, std::int64_t now_ms) {
  TRY(tx.post(sql::put_email_template, {pool_id, type, json::encode(words), now_ms}));
  return {};
}

Result<std::optional<std::int64_t>> code_ttl_ms(db::Session& session, std::string_view pool_id,
                                                std::string_view channel) {
  const Kind* kind = kind_of_channel(channel);
  if (kind == nullptr) return std::optional<std::int64_t>();
  const auto own = TRY(find_email_template(session, pool_id, kind->type));
  if (!own || !own->enabled || own->ttl_s == 0) return std::optional<std::int64_t>();
  return std::optional(own->ttl_s * 1000);
}

Result<dto::StoredMessage> in_own_words(db::Session& session, std::string_view pool_id,
                                        std::string_view channel, const dto::StoredMessage& message,
                                        std::int64_t now_ms) {
  const Kind* kind = message.kind == "email" ? kind_of_channel(channel) : nullptr;
  if (kind == nullptr) return message;
  const auto own = TRY(find_email_template(session, pool_id, kind->type));
  if (!own || !own->enabled) return message;
  const Values values = values_of(message, now_ms);
  dto::StoredMessage dressed = message;
  dressed.subject = TRY(render(own->engine, own->subject, values, Place::kLine));
  dressed.from_name = TRY(render(own->engine, own->sender, values, Place::kLine));
  dressed.html = TRY(render(own->engine, own->content, values, Place::kHtml));
  return dressed;
}

}  // namespace genauth::messages
