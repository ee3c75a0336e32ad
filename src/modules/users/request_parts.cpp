#include "modules/users/request_parts.h"

#include <map>

#include "gen/errors/form.h"
#include "gen/errors/users.h"
#include "json/codec.h"
#include "json/document.h"
#include "modules/users/profile_fields.h"
#include "phone/phone.h"

namespace genauth::users {
namespace {

using Members = std::map<std::string, std::string>;  // raw values by key

Result<Members> members_of(std::string_view text, std::string_view field) {
  const auto document = json::Document::parse(text);
  if (!document || document->root().kind != json::ValueKind::kObject)
    return Error(errors::kMustBeObject).with_field(std::string(field));
  Members members;
  const auto nodes = document->nodes();
  for (std::size_t child = 1; child < nodes[0].next; child = nodes[child].next)
    members[document->key(nodes[child])] = document->compact(nodes[child]);
  return members;
}

std::string text_of(const Members& members) {
  std::string text = "{";
  for (const auto& [key, value] : members) {
    if (text.size() > 1) text.push_back(',');
    json::append_quoted(key, text);
    text.append(":").append(value);
  }
  text.push_back('}');
  return text;
}

}  // namespace

Result<void> take_phone(User& user, const std::optional<std::string>& number,
                        const std::optional<std::string>& country_code) {
  if (!number && !(country_code && user.phone)) return {};
  if (number && number->empty()) {
    user.phone.reset();
    user.phone_country_code.reset();
    return {};
  }
  const std::string code = country_code ? *country_code : "";
  const std::string& typed = number ? *number : *user.phone;
  // A number with its own "+" needs no code; otherwise the one that the user has had is meant.
  const bool use_own = code.empty() && !typed.starts_with('+') && user.phone_country_code;
  auto parsed = phone::parse(use_own ? *user.phone_country_code : code, typed);
  if (!parsed) {
    const bool about_code = parsed.error().code() == errors::kCountryCodeInvalid;
    return std::move(parsed).error().with_field(about_code ? "phoneCountryCode" : "phone");
  }
  user.phone = parsed->national;
  user.phone_country_code = parsed->country_code;
  return {};
}

Result<void> take_username(User& user, const std::optional<std::string>& username) {
  if (username && !username->empty()) TRY(check_username(*username));
  take_text(user.username, username);
  return {};
}

Result<void> take_email(User& user, const std::optional<std::string>& email) {
  if (email && !email->empty()) TRY(check_email(*email));
  take_text(user.email, email);
  if (user.email) user.email = normal_email(*user.email);
  return {};
}

Result<void> need_name(const User& user) {
  if (user.username || user.email || user.phone || user.external_id) return {};
  return Error(errors::kIdentifierRequired).with_arg("username, email, phone, externalId");
}

Result<std::string> object_of(const json::Raw& raw, std::string_view field) {
  if (raw.empty() || raw.text == "null") return std::string("{}");
  return text_of(TRY(members_of(raw.text, field)));
}

Result<std::string> merged(std::string_view stored, const json::Raw& changes, std::string_view field) {
  if (changes.empty() || changes.text == "null") return std::string(stored);
  Members members = TRY(members_of(stored, field));
  for (auto& [key, value] : TRY(members_of(changes.text, field))) {
    if (value == "null")
      members.erase(key);
    else
      members[key] = value;
  }
  return text_of(members);
}

Error under(Error error, const std::string& path) {
  if (path.empty()) return error;
  return std::move(error).with_field(error.field().empty() ? path : path + "." + error.field());
}

}  // namespace genauth::users
