#include "modules/devices/devices.h"

#include <set>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "gen/errors/objects.h"
#include "gen/sql/devices.h"
#include "modules/groups/groups.h"
#include "modules/roles/roles.h"
#include "modules/sessions/browser.h"
#include "useragent/useragent.h"

namespace genauth::devices {
namespace {

std::string_view text(useragent::Form form) {
  switch (form) {
    case useragent::Form::kBrowser: return "Browser";
    case useragent::Form::kMobile: return "Mobile";
    case useragent::Form::kDesktop: return "Desktop";
  }
  return "Desktop";
}

std::string key_of(const sessions::Live& live) {
  return device_key(live.device_id, live.user_agent);
}

// How many sessions it ended.
Result<std::int64_t> end_sessions(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                  std::string_view device_id, std::int64_t now_ms) {
  std::int64_t ended = 0;
  for (const sessions::Live& live : TRY(sessions::live_of_user(tx, pool_id, user_id, now_ms))) {
    if (key_of(live) != device_id) continue;
    TRY(sessions::sign_out(tx, pool_id, live.id, now_ms));
    ++ended;
  }
  // One whose applications have all expired is signed in still.
  for (const sessions::SignedIn& browser : TRY(sessions::browsers_of_user(tx, pool_id, user_id, now_ms))) {
    if (device_key("", browser.user_agent) != device_id) continue;
    TRY(sessions::end_browser(tx, pool_id, browser.id, now_ms));
    ++ended;
  }
  return ended;
}

Result<void> record(db::Tx& tx, const authentication::Attempt& attempt) {
  const dto::StoredLoginAttempt& facts = attempt.facts;
  const useragent::Agent agent = useragent::parse(facts.user_agent);
  TRY(tx.post(sql::record_device,
              {facts.pool_id, facts.user_id, device_key(facts.device_id, facts.user_agent), text(agent.form),
               useragent::name_of(agent), agent.os, agent.os_version, facts.user_agent, facts.client_ip,
               attempt.now_ms}));
  return {};
}

// The newest session of each device, or address, decides about its age.
using Named = std::function<std::string(const sessions::Live&)>;
Result<void> keep_newest(db::Tx& tx, const authentication::Attempt& attempt,
                         const std::vector<sessions::Live>& newest_first, const Named& named,
                         std::int64_t places_max) {
  std::set<std::string> kept;
  for (const sessions::Live& live : newest_first) {
    const std::string name = named(live);
    if (kept.contains(name)) continue;
    if (static_cast<std::int64_t>(kept.size()) < places_max) {
      kept.insert(name);
      continue;
    }
    TRY(sessions::sign_out(tx, attempt.facts.pool_id, live.id, attempt.now_ms));
  }
  return {};
}

// The user himself, or a group or role that he is in.
Result<bool> is_exempt(db::Session& session, const authentication::Attempt& attempt) {
  const std::string &pool_id = attempt.facts.pool_id, &user_id = attempt.facts.user_id;
  const auto is_listed = [&](std::string_view type, std::string_view id) -> Result<bool> {
    return !TRY(session.query(sql::find_exempt, {pool_id, type, id})).empty();
  };
  if (TRY(is_listed("USER", user_id))) return true;
  for (const groups::Group& group : TRY(groups::of_user(session, pool_id, user_id)))
    if (TRY(is_listed("GROUP", group.id))) return true;
  for (const roles::Role& role : TRY(roles::held_by(session, pool_id, user_id, attempt.now_ms)))
    if (TRY(is_listed("ROLE", role.id))) return true;
  return false;
}

}  // namespace

std::string device_key(std::string_view device_id, std::string_view user_agent) {
  if (!device_id.empty()) return std::string(device_id);
  return "ua-" + hex(crypto::sha256(user_agent)).substr(0, 24);
}

Result<std::vector<Device>> list(db::Session& session, std::string_view pool_id, std::string_view user_id,
                                 std::int64_t page, std::int64_t limit, std::int64_t now_ms) {
  std::set<std::string> online;
  for (const sessions::Live& live : TRY(sessions::live_of_user(session, pool_id, user_id, now_ms)))
    online.insert(key_of(live));
  const db::Rows rows = TRY(session.query(sql::list_devices, {pool_id, user_id, limit, (page - 1) * limit}));
  std::vector<Device> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    Device device{row.text(0), row.text(1), row.text(2),    row.text(3), row.text(4),
                  row.text(5), row.text(6), row.integer(7), false};
    device.online = online.contains(device.id);
    found.push_back(std::move(device));
  }
  return found;
}

Result<void> sign_out(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                      std::string_view device_id, std::int64_t now_ms) {
  const std::int64_t ended = TRY(end_sessions(tx, pool_id, user_id, device_id, now_ms));
  if (ended > 0) return {};
  const db::Rows rows = TRY(tx.query(sql::find_device, {pool_id, user_id, device_id}));
  if (rows.empty()) return Error(errors::kObjectNotFound).with_arg(std::string(device_id));
  return {};
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                    std::string_view device_id, std::int64_t now_ms) {
  TRY(sign_out(tx, pool_id, user_id, device_id, now_ms));
  TRY(tx.post(sql::remove_device, {pool_id, user_id, device_id}));
  return {};
}

Result<bool> knows(db::Session& session, std::string_view pool_id, std::string_view user_id,
                   std::string_view device_id) {
  const db::Rows rows = TRY(session.query(sql::find_known_device, {pool_id, user_id, device_id}));
  // What stands for a device without a name is made of its user agent: anybody can make it.
  return !device_id.empty() && !rows.empty() && device_key("", rows.front().view(0)) != device_id;
}

Result<std::vector<LimitedApp>> limited_apps(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_limited_apps, {pool_id}));
  std::vector<LimitedApp> found;
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({rows[i].text(0), rows[i].integer(1)});
  return found;
}

Result<void> add_limited_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                             std::int64_t now_ms) {
  TRY(tx.post(sql::add_limited_app, {pool_id, app_id, now_ms}));
  return {};
}

Result<void> remove_limited_app(db::Tx& tx, std::string_view pool_id, std::string_view app_id) {
  TRY(tx.post(sql::remove_limited_app, {pool_id, app_id}));
  return {};
}

Result<std::vector<Exempt>> exempt(db::Session& session, std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::list_exempt, {pool_id}));
  std::vector<Exempt> found;
  for (std::size_t i = 0; i < rows.size(); ++i)
    found.push_back({rows[i].text(0), rows[i].text(1), rows[i].integer(2)});
  return found;
}

Result<void> add_exempt(db::Tx& tx, std::string_view pool_id, const Exempt& subject, std::int64_t now_ms) {
  TRY(tx.post(sql::add_exempt, {pool_id, subject.type, subject.id, now_ms}));
  return {};
}

Result<void> remove_exempt(db::Tx& tx, std::string_view pool_id, std::string_view type, std::string_view id) {
  TRY(tx.post(sql::remove_exempt, {pool_id, type, id}));
  return {};
}

Result<void> DeviceStep::signed_in(db::Tx& tx, const authentication::Attempt& attempt,
                                   const sessions::Draft&) const {
  TRY(record(tx, attempt));
  const std::string& pool_id = attempt.facts.pool_id;
  const pools::Settings& settings = attempt.rules;
  if (settings.device_limit == "disable") return {};
  std::set<std::string> apps;
  for (LimitedApp& app : TRY(limited_apps(tx, pool_id))) apps.insert(std::move(app.app_id));
  const auto counts = [&](const std::string& app_id) { return apps.empty() || apps.contains(app_id); };
  if (!counts(attempt.facts.app_id) || TRY(is_exempt(tx, attempt))) return {};
  std::vector<sessions::Live> live =
      TRY(sessions::live_of_user(tx, pool_id, attempt.facts.user_id, attempt.now_ms));
  std::erase_if(live, [&](const sessions::Live& one) { return !counts(one.app_id); });
  if (settings.device_limit == "condition:device")
    return keep_newest(tx, attempt, live, key_of, settings.devices_online_max);
  return keep_newest(
      tx, attempt, live, [](const sessions::Live& one) { return one.client_ip; },
      settings.addresses_online_max);
}

}  // namespace genauth::devices
