// Events that can be subscribed to: the product's public catalogue, and what a pool defines. A code of a
// pool's own begins with the identifier of one of its event apps: "custom_shop.order-paid".
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"

namespace genauth::events {

// One event that is there to be heard of.
struct Known {
  std::string id, code, name;  // name: what it tells, for people
};
// The product's own, in the order of their codes; `id` is the code.
std::span<const Known> catalogue();
bool is_public(std::string_view code);

struct App {
  std::string identifier, name, logo;
};
inline constexpr std::int64_t kAppsMax = 100, kDefinitionsMax = 1000;  // of a pool

// kConflict if the pool has one with that identifier, kBadFormat for one that is no word or is reserved.
Result<void> create_app(db::Tx& tx, std::string_view pool_id, const App& app, std::int64_t now_ms);
Result<std::vector<App>> apps(db::Session& session, std::string_view pool_id);

// kObjectNotFound unless the code begins with an app's identifier, kBadFormat, kConflict, kTooManyElements.
Result<void> define(db::Tx& tx, std::string_view pool_id, std::string_view code, std::string_view description,
                    std::int64_t now_ms);
Result<bool> is_defined(db::Session& session, std::string_view pool_id, std::string_view code);
Result<std::vector<Known>> definitions(db::Session& session, std::string_view pool_id);

}  // namespace genauth::events
