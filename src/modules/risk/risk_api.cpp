// ip-list, user-list and risk-list-policy: find, add, delete.
#include <algorithm>

#include "api/call.h"
#include "base/encoding.h"
#include "gen/errors/form.h"
#include "gen/errors/objects.h"
#include "gen/errors/risk.h"
#include "gen/errors/users.h"
#include "gen/ops/risk.h"
#include "json/codec.h"
#include "modules/audit/of_call.h"
#include "modules/risk/risk.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

using risk::Entry;
using risk::Kind;
using risk::List;

constexpr std::size_t kSubjectsMax = 500;

List list_of(std::string_view text) {
  return text == "WHITE" ? List::kWhite : List::kBlack;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// Separated by commas, semicolons or white space, as people paste them.
std::vector<std::string> subjects_in(std::string_view text) {
  constexpr std::string_view kBetween = ",; \t\r\n";
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = text.find_first_not_of(kBetween, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
    found.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

// Seconds or milliseconds since 1970; anything that is no number is no time.
std::int64_t epoch_ms(std::int64_t number) {
  constexpr std::int64_t kFirstMs = 100'000'000'000;  // as seconds: the year 5138
  return number < kFirstMs ? number * 1000 : number;
}

// What both lists share of a request. Only SCHEDULE ends by itself, and then the end must lie ahead.
template <class Dto>
Result<Entry> entry_of(const Dto& req, List list, std::optional<std::int64_t> expires_at,
                       std::int64_t now_ms) {
  Entry entry{.id = {}, .list = list, .subject = {}, .expires_at = {}};
  entry.add_type = req.addType;
  entry.remove_type = req.removeType;
  entry.forbids_login = has(req.limitList, "FORBID_LOGIN");
  entry.forbids_register = has(req.limitList, "FORBID_REGISTER");
  if (list == List::kBlack && req.limitList.empty())
    return Error(errors::kTooFewElements).with_field("limitList").with_arg("1");
  if (req.removeType == "SCHEDULE") {
    if (!expires_at || *expires_at <= now_ms) return Error(errors::kExpiryInPast).with_field("expireAt");
    entry.expires_at = expires_at;
  }
  return entry;
}

Result<void> put_all(api::Call& call, Entry entry, const std::vector<std::string>& subjects,
                     const char* field) {
  if (subjects.empty()) return Error(errors::kRequired).with_field(field);
  if (subjects.size() > kSubjectsMax)
    return Error(errors::kTooManyElements).with_field(field).with_arg(std::to_string(kSubjectsMax));
  return call.write([&](db::Tx& tx) -> Result<void> {
    for (const std::string& subject : subjects) {
      entry.subject = subject;
      if (entry.kind == Kind::kUser && !TRY(users::state(tx, call.pool_id, subject)))
        return Error(errors::kUserNotFound).with_field(field);
      TRY(risk::put(tx, call.pool_id, entry, call.now_ms));
      if (entry.kind == Kind::kUser && entry.list == List::kBlack && entry.forbids_register)
        TRY(risk::Names(call.service<const crypto::Sealer>()).remember(tx, call.pool_id, subject));
      TRY(audit::record_by_key(tx, call, entry.kind == Kind::kAddress ? "addIpList" : "addUserList",
                               subject));
    }
    return {};
  });
}

std::vector<std::string> limits_of(const Entry& entry) {
  std::vector<std::string> limits;
  if (entry.forbids_login) limits.emplace_back("FORBID_LOGIN");
  if (entry.forbids_register) limits.emplace_back("FORBID_REGISTER");
  return limits;
}

// `page` times `limit` stays far below what 64 bits hold: both are checked 32-bit numbers.
template <class Query>
Result<risk::Page<Entry>> entries(api::Call& call, Kind kind, List list, const Query& query) {
  return call.read([&](db::Session& session) {
    return risk::list(session, call.pool_id, kind, list, query.limit, (query.page - 1) * query.limit,
                      call.now_ms);
  });
}

Result<void> remove_entry(api::Call& call, Kind kind, const std::string& id) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    if (!TRY(risk::remove(tx, call.pool_id, kind, id)))
      return Error(errors::kObjectNotFound).with_field("id").with_arg(id);
    return audit::record_by_key(tx, call, kind == Kind::kAddress ? "deleteIpList" : "deleteUserList", id);
  });
}

}  // namespace

Result<dto::IpListPagingDto> find_ip_list(api::Call& call, const dto::FindIpListQuery& query) {
  const auto page = TRY(entries(call, Kind::kAddress, list_of(query.ipType), query));
  dto::IpListPagingDto answer;
  answer.totalCount = page.total;
  for (const Entry& entry : page.list) {
    dto::IpListRespDto shown;
    shown.id = entry.id;
    shown.ip = entry.subject;
    shown.ipType = query.ipType;
    shown.addType = entry.add_type;
    shown.removeType = entry.remove_type;
    shown.limitList = limits_of(entry);
    answer.list.push_back(std::move(shown));
  }
  return answer;
}

Result<void> add_ip_list(api::Call& call, const dto::IpListCreateDto& req) {
  const std::string when = req.expireAt.value_or("");
  const auto number = parse_int(when);
  const auto expires_at = number ? std::optional(epoch_ms(*number)) : parse_iso8601(when);
  return put_all(call, TRY(entry_of(req, list_of(req.ipType), expires_at, call.now_ms)), subjects_in(req.ips),
                 "ips");
}

Result<void> delete_ip_list(api::Call& call, const dto::DeleteByIdQuery& query) {
  return remove_entry(call, Kind::kAddress, query.id);
}

Result<dto::UserListPagingDto> find_user_list(api::Call& call, const dto::FindUserListQuery& query) {
  const auto page = TRY(entries(call, Kind::kUser, list_of(query.userListType), query));
  dto::UserListPagingDto answer;
  answer.totalCount = page.total;
  for (const Entry& entry : page.list) {
    dto::RiskListItemDto shown;
    shown.id = entry.id;
    shown.userId = entry.subject;
    shown.addType = entry.add_type;
    shown.userListType = query.userListType;
    shown.removeType = entry.remove_type;
    shown.limitList = limits_of(entry);
    shown.addAt = iso8601_ms(entry.created_at);
    answer.list.push_back(std::move(shown));
  }
  return answer;
}

Result<void> add_user_list(api::Call& call, const dto::UserListCreateDto& req) {
  Entry entry =
      TRY(entry_of(req, list_of(req.userListType), epoch_ms(req.expireAt.value_or(0)), call.now_ms));
  entry.kind = Kind::kUser;
  return put_all(call, std::move(entry), req.userIds, "userIds");
}

Result<void> delete_user_list(api::Call& call, const dto::DeleteUserListByIdQuery& query) {
  return remove_entry(call, Kind::kUser, query.id);
}

Result<dto::RiskListPolicyPagingDto> find_risk_list_policy(api::Call& call,
                                                           const dto::FindRiskListPolicyQuery& query) {
  const auto page = TRY(call.read([&](db::Session& session) {
    return risk::policies(session, call.pool_id, query.optObject, query.limit,
                          (query.page - 1) * query.limit);
  }));
  dto::RiskListPolicyPagingDto answer;
  answer.totalCount = page.total;
  for (const risk::Policy& policy : page.list) {
    const json::Document document = TRY(json::Document::parse(policy.rule_json));
    // Stored as it came: the answer has the same members and two more.
    dto::RiskListPolicyRespDto shown;
    const auto rule = TRY(json::decode<dto::RiskListPolicyCreateDto>(document));
    shown.id = policy.id;
    shown.optObject = rule.optObject;
    shown.ipRange = rule.ipRange;
    shown.userRange = rule.userRange;
    shown.ipCond = rule.ipCond;
    shown.userCond = rule.userCond;
    shown.timeRange = rule.timeRange;
    shown.countThr = rule.countThr;
    shown.eventStateType = rule.eventStateType;
    shown.removeType = rule.removeType;
    shown.action = rule.action;
    shown.limitList = rule.limitList;
    shown.createdAt = iso8601_ms(policy.created_at);
    answer.list.push_back(std::move(shown));
  }
  return answer;
}

Result<void> add_risk_list_policy(api::Call& call, const dto::RiskListPolicyCreateDto& req) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(risk::add_policy(tx, call.pool_id, {"", req.optObject, json::encode(req)}, call.now_ms));
    return audit::record_by_key(tx, call, "addRiskListPolicy", req.action);
  });
}

Result<void> delete_risk_list_policy(api::Call& call, const dto::DeleteRiskListPolicyByIdQuery& query) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    if (!TRY(risk::remove_policy(tx, call.pool_id, query.id)))
      return Error(errors::kObjectNotFound).with_field("id").with_arg(query.id);
    return audit::record_by_key(tx, call, "deleteRiskListPolicy", query.id);
  });
}

}  // namespace genauth::ops
