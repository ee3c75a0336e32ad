#include "modules/risk/risk.h"

#include "base/id.h"
#include "gen/errors/form.h"
#include "gen/errors/risk.h"
#include "gen/sql/risk.h"
#include "net/address.h"

namespace genauth::risk {
namespace {

std::string_view text(Kind kind) {
  return kind == Kind::kAddress ? "IP" : "USER";
}
std::string_view text(List list) {
  return list == List::kBlack ? "BLACK" : "WHITE";
}

struct Range {
  std::string subject, first, last;
};

Result<Range> range_of(const Entry& entry) {
  if (entry.kind == Kind::kUser) return Range{entry.subject, entry.subject, entry.subject};
  const auto network = net::Network::parse(entry.subject);
  if (!network) return Error(errors::kBadAddressList).with_arg(entry.subject);
  return Range{network->text(), network->first_key(), network->last_key()};
}

Entry entry_of(const db::Row& row, Kind kind, List list) {
  Entry entry{.id = row.text(0), .kind = kind, .list = list, .subject = row.text(1), .expires_at = {}};
  entry.add_type = row.text(2);
  entry.remove_type = row.text(3);
  entry.forbids_login = row.boolean(4);
  entry.forbids_register = row.boolean(5);
  entry.created_at = row.integer(6);
  if (!row.is_null(7)) entry.expires_at = row.integer(7);
  return entry;
}

}  // namespace

Result<void> put(db::Tx& tx, std::string_view pool_id, Entry entry, std::int64_t now_ms) {
  const Range range = TRY(range_of(entry));
  if (entry.id.empty()) entry.id = new_id(now_ms);
  TRY(tx.post(entry.add_type == "POLICY" ? sql::put_entry_of_rule : sql::put_entry,
              {pool_id, entry.id, text(entry.kind), text(entry.list), range.subject, range.first, range.last,
               range.first != range.last, entry.add_type, entry.remove_type, entry.forbids_login,
               entry.forbids_register, now_ms, entry.expires_at}));
  return {};
}

Result<bool> remove(db::Tx& tx, std::string_view pool_id, Kind kind, std::string_view id) {
  return TRY(tx.execute(sql::delete_entry, {pool_id, id, text(kind)})) == 1;
}

Result<Page<Entry>> list(db::Session& session, std::string_view pool_id, Kind kind, List list,
                         std::int64_t limit, std::int64_t offset, std::int64_t now_ms) {
  Page<Entry> page;
  const db::Rows total = TRY(session.query(sql::count_entries, {pool_id, text(kind), text(list), now_ms}));
  page.total = total.front().integer(0);
  const db::Rows rows =
      TRY(session.query(sql::list_entries, {pool_id, text(kind), text(list), now_ms, limit, offset}));
  for (std::size_t i = 0; i < rows.size(); ++i) page.list.push_back(entry_of(rows[i], kind, list));
  return page;
}

void expect_standing(db::Session& session, std::string_view pool_id, std::string_view client_ip,
                     std::string_view user_id, std::int64_t now_ms) {
  const auto address = net::Address::parse(client_ip);
  session.expect(sql::find_standing, {pool_id, address ? address->key() : std::string(), user_id, now_ms});
}

Result<Standing> standing(db::Session& session, std::string_view pool_id, std::string_view client_ip,
                          std::string_view user_id, std::int64_t now_ms) {
  const auto address = net::Address::parse(client_ip);
  const db::Rows rows = TRY(session.query(
      sql::find_standing, {pool_id, address ? address->key() : std::string(), user_id, now_ms}));
  Standing found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    if (row.view(1) != "WHITE") continue;
    (row.view(0) == "IP" ? found.address_trusted : found.user_trusted) = true;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const db::Row row = rows[i];
    const bool is_trusted = row.view(0) == "IP" ? found.address_trusted : found.user_trusted;
    if (row.view(1) != "BLACK" || is_trusted) continue;
    found.login_forbidden = found.login_forbidden || row.boolean(2);
    found.register_forbidden = found.register_forbidden || row.boolean(3);
  }
  return found;
}

Result<void> add_policy(db::Tx& tx, std::string_view pool_id, const Policy& policy, std::int64_t now_ms) {
  const db::Rows count = TRY(tx.query(sql::count_policies, {pool_id, ""}));
  if (count.front().integer(0) >= kPoliciesMax)
    return Error(errors::kTooManyElements).with_field("policies").with_arg(std::to_string(kPoliciesMax));
  TRY(tx.post(sql::insert_policy, {pool_id, new_id(now_ms), policy.object, policy.rule_json, now_ms}));
  return {};
}

Result<bool> remove_policy(db::Tx& tx, std::string_view pool_id, std::string_view id) {
  return TRY(tx.execute(sql::delete_policy, {pool_id, id})) == 1;
}

Result<Page<Policy>> policies(db::Session& session, std::string_view pool_id, std::string_view object,
                              std::int64_t limit, std::int64_t offset) {
  Page<Policy> page;
  page.total = TRY(session.query(sql::count_policies, {pool_id, object})).front().integer(0);
  const db::Rows rows = TRY(session.query(sql::list_policies, {pool_id, object, limit, offset}));
  for (std::size_t i = 0; i < rows.size(); ++i)
    page.list.push_back({rows[i].text(0), rows[i].text(1), rows[i].text(2), rows[i].integer(3)});
  return page;
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit) {
  return tx.execute(sql::sweep_entries, {now_ms, limit});
}

}  // namespace genauth::risk
