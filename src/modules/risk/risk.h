// Risk lists: addresses and users that are blocked or trusted, by an administrator's hand or by rules that
// count failures. The public door; nobody else knows the tables.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "modules/authentication/login.h"
#include "modules/authentication/register.h"
#include "modules/risk/names.h"

namespace genauth::risk {

enum class Kind : std::uint8_t { kAddress, kUser };
enum class List : std::uint8_t { kBlack, kWhite };

// An address is blocked or trusted with its network: the subject "192.0.2.0/24" spans all of its addresses.
// White wins: what is on both lists is trusted. A user who may not register
// is one whose names nobody may register with, also when the account is gone (names.h). Trust exempts from
// rules that say NOT_IN_WHITE_LIST, and from nothing else.
struct Entry {
  std::string id;
  Kind kind = Kind::kAddress;
  List list = List::kBlack;
  std::string subject;                 // "192.0.2.7", "2001:db8::/64", or a user id
  std::string add_type = "MANUAL";     // MANUAL, or POLICY for what a rule added
  std::string remove_type = "MANUAL";  // SCHEDULE: goes at expires_at
  bool forbids_login = true, forbids_register = false;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> expires_at;
};

// Adds it or replaces the one of the same kind, list and subject. kBadAddressList for a subject that is no
// address.
Result<void> put(db::Tx& tx, std::string_view pool_id, Entry entry, std::int64_t now_ms);
// False if the pool has no such entry.
Result<bool> remove(db::Tx& tx, std::string_view pool_id, Kind kind, std::string_view id);

template <class T>
struct Page {
  std::int64_t total = 0;
  std::vector<T> list;
};
// Newest first, without what has expired.
Result<Page<Entry>> list(db::Session& session, std::string_view pool_id, Kind kind, List list,
                         std::int64_t limit, std::int64_t offset, std::int64_t now_ms);

// What the lists say of an address and a user (empty: nobody known).
struct Standing {
  bool address_trusted = false, user_trusted = false;
  bool login_forbidden = false, register_forbidden = false;
};
Result<Standing> standing(db::Session& session, std::string_view pool_id, std::string_view client_ip,
                          std::string_view user_id, std::int64_t now_ms);
// That standing() is about to be asked (Session::expect).
void expect_standing(db::Session& session, std::string_view pool_id, std::string_view client_ip,
                     std::string_view user_id, std::int64_t now_ms);

// A rule: `rule_json` is a RiskListPolicyCreateDto, `object` its optObject.
struct Policy {
  std::string id, object, rule_json;
  std::int64_t created_at = 0;
};
inline constexpr std::int64_t kPoliciesMax = 100;  // of one pool: every failed sign-in reads them
// kTooManyElements beyond kPoliciesMax.
Result<void> add_policy(db::Tx& tx, std::string_view pool_id, const Policy& policy, std::int64_t now_ms);
Result<bool> remove_policy(db::Tx& tx, std::string_view pool_id, std::string_view id);
Result<Page<Policy>> policies(db::Session& session, std::string_view pool_id, std::string_view object,
                              std::int64_t limit, std::int64_t offset);

// Refuses blocked people and addresses, and lets the rules hear of failures. What a rule adds with SCHEDULE
// stays kScheduledMs. A rule counts in fixed windows of its timeRange.
inline constexpr std::int64_t kScheduledMs = std::int64_t{24} * 3'600'000;
class SignInStep : public authentication::LoginStep {
 public:
  explicit SignInStep(const crypto::Sealer& sealer) : names_(sealer) {}
  std::string_view name() const override { return "risk"; }
  void expect(db::Session& session, const authentication::Attempt& attempt) const override;
  Result<std::optional<authentication::Demand>> examine(db::Session& session,
                                                        const authentication::Attempt& attempt,
                                                        const pools::Settings& settings) const override;
  Result<void> failed(db::Tx& tx, const authentication::Failure& failure) const override;

 private:
  Names names_;
};

// Refuses what comes from a blocked address, and whoever is called like a user who may not register.
class RegistrationCheck : public authentication::RegistrationRule {
 public:
  explicit RegistrationCheck(const crypto::Sealer& sealer) : names_(sealer) {}
  Result<void> check(db::Session& session, const authentication::RegistrationScene& scene) const override;

 private:
  Names names_;
};

// Deletes expired entries, at most `limit`; returns how many.
Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, int limit);

}  // namespace genauth::risk
