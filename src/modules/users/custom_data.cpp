#include "modules/users/custom_data.h"

#include "gen/errors/form.h"
#include "json/value.h"
#include "modules/users/users.h"

namespace genauth::users {

Result<void> check_custom_data(const json::Raw& given, std::string_view field) {
  if (given.text.size() <= kCustomDataMax) return {};
  return Error(errors::kTooLong).with_field(std::string(field)).with_arg(std::to_string(kCustomDataMax));
}

Result<std::optional<std::string>> with_custom_data(std::string_view stored, const json::Raw& given) {
  const std::optional<std::string> nothing;
  if (given.empty()) return nothing;
  const json::Value more = TRY(json::Value::parse(given));
  if (more.object() == nullptr || more.object()->empty()) return nothing;
  json::Value merged = TRY(json::Value::parse(stored));
  bool changed = false;
  for (const auto& [name, value] : *more.object()) {
    if (merged.find(name) != nullptr) continue;
    merged.set(name, value);
    changed = true;
  }
  std::string text = merged.text();
  if (!changed || text.size() > kCustomDataMax) return nothing;
  return std::optional(std::move(text));
}

Result<void> add_custom_data(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                             const json::Raw& given, std::int64_t now_ms) {
  if (given.empty()) return {};
  auto user = TRY(find(tx, pool_id, user_id));
  if (!user) return {};
  auto merged = TRY(with_custom_data(user->custom_data, given));
  if (!merged) return {};
  user->custom_data = *std::move(merged);
  return update(tx, *std::move(user), now_ms);
}

}  // namespace genauth::users
