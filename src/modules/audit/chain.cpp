#include "modules/audit/chain.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/encoding.h"
#include "base/log.h"
#include "crypto/digest.h"
#include "gen/sql/audit.h"

namespace genauth::audit {
namespace {

constexpr std::int64_t kSealsAtOnce = 20;
constexpr std::size_t kProblemsMax = 20;
constexpr std::size_t kIdBytes = 12;
constexpr std::size_t kEventColumns = 9;

// Each part with its length before it, so that no two lists of parts give one text.
void append_part(std::string& out, std::string_view part) {
  const auto size = static_cast<std::uint32_t>(part.size());
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 255);
  out += part;
}

void append_number(std::string& out, std::int64_t number) {
  append_part(out, std::to_string(number));
}

std::string event_text(const db::Row& row) {
  std::string out;
  for (std::size_t column = 0; column < kEventColumns; ++column) {
    if (column == 6)
      append_part(out, row.boolean(column) ? "1" : "0");
    else if (column == 8)
      append_number(out, row.integer(column));
    else
      append_part(out, row.view(column));
  }
  return out;
}

using Events = std::map<std::string, std::string>;  // id: event_text

struct Seal {
  std::int64_t number = 0, sealed_at = 0;
  std::string event_ids, before;  // `before`: the chain value of the seal before
};

std::string chain_value(std::string_view key, std::string_view pool_id, const Seal& seal,
                        const Events& events) {
  std::string text;
  append_part(text, "genauth audit 1");
  append_part(text, pool_id);
  append_number(text, seal.number);
  append_number(text, seal.sealed_at);
  append_part(text, seal.before);
  append_part(text, seal.event_ids);
  for (const auto& [id, event] : events) append_part(text, event);
  return crypto::hmac_sha256(key, text);
}

void complain(Chain::Report& report, std::string problem) {
  if (report.problems.size() < kProblemsMax)
    report.problems.push_back(std::move(problem));
  else
    ++report.problems_left_out;
}

std::vector<std::string> unpack_ids(std::string_view packed) {
  std::vector<std::string> ids;
  for (; packed.size() >= kIdBytes; packed.remove_prefix(kIdBytes))
    ids.push_back(hex(packed.substr(0, kIdBytes)));
  return ids;
}

// The events of one seal that are there and say that they belong to it. Neighbours by id nearly always, so
// one range finds them; where other batches lie in between, each is looked up.
Result<Events> events_of(db::Session& session, std::string_view pool_id, std::int64_t number,
                         const std::vector<std::string>& ids) {
  Events events;
  if (ids.empty()) return events;
  const std::unordered_set<std::string_view> wanted(ids.begin(), ids.end());
  const auto add = [&](const db::Row& row) {
    if (wanted.contains(row.view(0)) && row.maybe_integer(kEventColumns) == number)
      events.emplace(row.text(0), event_text(row));
  };
  const auto limit = static_cast<std::int64_t>(ids.size() * 2 + 2);
  const db::Rows range = TRY(session.query(sql::events_between, {pool_id, ids.front(), ids.back(), limit}));
  for (std::size_t i = 0; i < range.size(); ++i) add(range[i]);
  if (static_cast<std::int64_t>(range.size()) < limit) return events;
  for (const std::string& id : ids) {
    const db::Rows one = TRY(session.query(sql::find_event, {pool_id, id}));
    if (!one.empty()) add(one.front());
  }
  return events;
}

Result<std::string> next_pool(db::Session& session, const db::Sql& sql, std::string_view after) {
  const db::Rows rows = TRY(session.query(sql, {after}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

}  // namespace

Result<std::int64_t> Chain::seal(db::Database& database, std::int64_t now_ms) const {
  std::int64_t sealed = 0;
  for (std::string pool_id;;) {
    pool_id = TRY(database.read(
        [&](db::Session& session) { return next_pool(session, sql::find_pool_to_seal, pool_id); }));
    if (pool_id.empty()) return sealed;
    for (std::int64_t batch = kBatchEvents; batch == kBatchEvents; sealed += batch)
      batch = TRY(database.write_exclusive([&](db::Tx& tx) { return seal_batch(tx, pool_id, now_ms); }));
  }
}

// Exclusive also means READ COMMITTED on PostgreSQL: what we read conflicts with nobody who records an event.
Result<std::int64_t> Chain::seal_batch(db::Tx& tx, std::string_view pool_id, std::int64_t now_ms) const {
  const db::Rows last = TRY(tx.query(sql::last_seal, {pool_id}));
  Seal seal;
  seal.sealed_at = now_ms;
  seal.number = last.empty() ? 1 : last.front().integer(0) + 1;
  if (!last.empty()) seal.before = last.front().text(1);
  const db::Rows rows = TRY(tx.query(sql::seal_events, {pool_id, seal.number, kBatchEvents}));
  if (rows.empty()) return 0;
  Events events;
  for (std::size_t i = 0; i < rows.size(); ++i) events.emplace(rows[i].text(0), event_text(rows[i]));
  for (const auto& [id, event] : events) seal.event_ids += unhex(id).value_or(std::string(kIdBytes, '\0'));
  const std::string chain = chain_value(key_, pool_id, seal, events);
  const auto count = static_cast<std::int64_t>(events.size());
  TRY(tx.post(sql::insert_seal,
              {pool_id, seal.number, count, db::Blob{seal.event_ids}, db::Blob{chain}, now_ms}));
  tx.on_commit([pool = std::string(pool_id), number = seal.number, chain] {
    log::info("audit.sealed", {{"pool", pool}, {"seal", number}, {"chain", hex(chain)}});
  });
  return count;
}

Result<Chain::Report> Chain::verify(db::Database& database,
                                    const std::function<void(const Report&)>& progress) const {
  Report report;
  for (std::string pool_id;;) {
    pool_id = TRY(database.read(
        [&](db::Session& session) { return next_pool(session, sql::find_sealed_pool, pool_id); }));
    if (pool_id.empty()) return report;
    ++report.pools;
    TRY(verify_pool(database, pool_id, report, progress));
  }
}

Result<void> Chain::verify_pool(db::Database& database, const std::string& pool_id, Report& report,
                                const std::function<void(const Report&)>& progress) const {
  std::int64_t number = 0, named = 0, present = 0;
  std::string before;
  const auto check = [&](db::Session& session, const db::Row& row) -> Result<void> {
    const std::string where = "pool " + pool_id + ": audit seal " + std::to_string(row.integer(0));
    if (row.integer(0) != number + 1) complain(report, where + " follows " + std::to_string(number));
    Seal seal{row.integer(0), row.integer(4), row.text(2), before};
    const std::vector<std::string> ids = unpack_ids(seal.event_ids);
    const Events events = TRY(events_of(session, pool_id, seal.number, ids));
    for (const std::string& id : ids)
      if (!events.contains(id)) complain(report, where + ": event " + id + " is gone");
    number = seal.number;
    named += static_cast<std::int64_t>(ids.size());
    present += static_cast<std::int64_t>(events.size());
    const std::string expected = chain_value(key_, pool_id, seal, events);
    before = row.text(3);  // so that one broken seal does not spoil all after it
    if (events.size() == ids.size() && !crypto::equal_constant_time(expected, before))
      complain(report, where + ": it or its events were changed");
    return {};
  };
  for (bool more = true; more;) {
    more = TRY(database.read([&](db::Session& session) -> Result<bool> {
      const db::Rows seals = TRY(session.query(sql::seals_after, {pool_id, number, kSealsAtOnce}));
      for (std::size_t i = 0; i < seals.size(); ++i) TRY(check(session, seals[i]));
      report.seals += static_cast<std::int64_t>(seals.size());
      return static_cast<std::int64_t>(seals.size()) == kSealsAtOnce;
    }));
    progress(report);
  }
  report.events += named;
  const std::int64_t counted = TRY(database.read([&](db::Session& session) -> Result<std::int64_t> {
    return TRY(session.query(sql::count_sealed_events, {pool_id, number})).front().integer(0);
  }));
  if (counted != present)
    complain(report, "pool " + pool_id + ": " + std::to_string(counted - present) +
                         " events say that they are sealed and no seal names them");
  return {};
}

}  // namespace genauth::audit
