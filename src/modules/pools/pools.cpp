#include "modules/pools/pools.h"

#include <mutex>
#include <unordered_map>

#include "base/id.h"
#include "gen/errors/access.h"
#include "gen/sql/pools.h"
#include "json/codec.h"
#include "json/document.h"

namespace genauth::pools {
namespace {

std::string to_json(const Settings& settings) {
  std::string text;
  json::encode(json::type_of<Settings>(), &settings, text);
  return text;
}

Result<Settings> parse_settings(std::string_view text) {
  const json::Document document = TRY(json::Document::parse(text));
  Settings settings;
  TRY(json::decode(json::type_of<Settings>(), document, &settings));
  return settings;
}

// The settings that were parsed last of each pool, good for the same text only: the row is read on every
// call, as that of an application is (docs/decisions/0008-applications-are-read.md). Thread-safe.
class Parsed {
 public:
  Result<std::shared_ptr<const Settings>> of(const std::string& pool_id, std::string_view text) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = entries_.find(pool_id);
      if (found != entries_.end() && found->second.text == text) return found->second.settings;
    }
    auto settings = std::make_shared<const Settings>(TRY(parse_settings(text)));
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= kPoolsMax) entries_.clear();
    entries_[pool_id] = {std::string(text), settings};
    return settings;
  }

 private:
  static constexpr std::size_t kPoolsMax = 10'000;
  struct Entry {
    std::string text;
    std::shared_ptr<const Settings> settings;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

Result<Pool> to_pool(const db::Row& row) {
  static Parsed parsed;
  Pool pool;
  pool.id = row.text(0);
  pool.name = row.text(1);
  pool.status = row.text(2);
  pool.created_at = row.integer(3);
  pool.user_count = row.integer(4);
  pool.settings = *TRY(parsed.of(pool.id, row.view(5)));
  return pool;
}

}  // namespace

Result<Pool> create(db::Tx& tx, std::string_view name, const Settings& settings, std::int64_t now_ms) {
  Pool pool{new_id(now_ms), std::string(name), "enabled", settings, now_ms, 0};
  TRY(tx.post(sql::insert_pool, {pool.id, pool.name, now_ms, to_json(settings)}));
  return pool;
}

Result<Pool> find(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::find_pool, {pool_id}));
  if (rows.empty()) return errors::kPoolNotFound;
  return to_pool(rows.front());
}

Result<Pool> find_first(db::Session& session) {
  const db::Rows rows = TRY(session.query(sql::find_first_pool, {}));
  if (rows.empty()) return errors::kPoolNotFound;
  return to_pool(rows.front());
}

void expect(db::Session& session, std::string_view pool_id) {
  session.expect(sql::find_pool, {pool_id});
}

Result<std::vector<Pool>> list(db::Session& session) {
  const db::Rows rows = TRY(session.query(sql::list_pools, {}));
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < rows.size(); ++i) pools.push_back(TRY(to_pool(rows[i])));
  return pools;
}

Result<std::vector<Settings>> settings_mentioning(db::Session& session, std::string_view text) {
  const db::Rows rows = TRY(session.query(sql::find_pools_mentioning, {text}));
  std::vector<Settings> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back(TRY(parse_settings(rows[i].view(0))));
  return found;
}

Result<void> update_settings(db::Tx& tx, std::string_view pool_id, const Settings& settings) {
  TRY(tx.post(sql::update_pool_settings, {pool_id, to_json(settings)}));
  return {};
}

}  // namespace genauth::pools
