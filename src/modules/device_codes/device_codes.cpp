#include "modules/device_codes/device_codes.h"

#include <optional>

#include "base/id.h"
#include "base/words.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/device_codes.h"
#include "gen/sql/device_codes.h"

namespace genauth::device_codes {
namespace {

constexpr std::string_view kLetters = "BCDFGHJKLMNPQRSTVWXZ";  // §6.1: no vowels, hence no words
constexpr std::size_t kSecretBytes = 32, kUserCodeLength = 8;
constexpr int kAttempts = 5;

Error invalid(const char* why) {
  return Error(errors::kTokenInvalid, why);
}

std::string random_user_code() {
  constexpr unsigned kFair = 256 / kLetters.size() * kLetters.size();
  std::string code;
  while (code.size() < kUserCodeLength) {
    for (const char byte : crypto::random_bytes(kUserCodeLength)) {
      const unsigned value = static_cast<unsigned char>(byte);
      if (value < kFair && code.size() < kUserCodeLength) code += kLetters[value % kLetters.size()];
    }
  }
  return code.insert(kUserCodeLength / 2, "-");
}

// Short enough to be tried out, so a copy of the rows alone must not do for it.
std::string hash_of(const crypto::Sealer& sealer, std::string_view pool_id, std::string_view app_id,
                    std::string_view user_code) {
  std::string text(pool_id);
  text.append(" ").append(app_id).append(" ").append(user_code);
  return crypto::hmac_sha256(sealer.derive("device-user-codes"), text);
}

Status status_of(std::string_view text) {
  if (text == "pending") return Status::kPending;
  if (text == "approved") return Status::kApproved;
  return text == "denied" ? Status::kDenied : Status::kRedeemed;
}

Device device_of(const db::Row& row) {
  Device device;
  device.id = row.text(0);
  device.app_id = row.text(2);
  device.scope = row.text(3);
  device.issuer = row.text(4);
  device.client_ip = row.text(5);
  device.user_agent = row.text(6);
  device.status = status_of(row.view(7));
  device.approval.user_id = row.text(8);
  device.approval.tenant_id = row.text(9);
  for (const std::string_view each : words_in(row.view(10))) device.approval.amr.emplace_back(each);
  device.approval.auth_time_s = row.integer(11);
  device.expires_at = row.integer(14);
  device.approval.browser_id = row.text(15);
  device.resources = split_words(row.view(16));
  return device;
}

Result<void> decide(db::Tx& tx, std::string_view pool_id, std::string_view id, std::string_view status,
                    const Approval& by, std::int64_t now_ms) {
  const std::string amr = join_words(by.amr);
  if (TRY(tx.execute(sql::decide_device_code, {pool_id, id, status, by.user_id, by.tenant_id, amr,
                                               by.auth_time_s, by.browser_id, now_ms})) == 1) {
    return {};
  }
  return errors::kDeviceCodeUnknown;
}

}  // namespace

Result<Begun> begin(db::Tx& tx, const crypto::Sealer& sealer, const Request& request, std::int64_t now_ms) {
  const std::string secret = crypto::random_token(kSecretBytes), hash = crypto::sha256(secret);
  const std::string resources = join_words(request.resources);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string id = new_id(now_ms), user_code = random_user_code();
    const std::string user_hash = hash_of(sealer, request.pool_id, request.app_id, user_code);
    if (TRY(tx.try_insert(sql::insert_device_code,
                          {request.pool_id, id, db::Blob{hash}, db::Blob{user_hash}, request.app_id,
                           request.scope, request.issuer, request.client_ip, request.user_agent, kIntervalS,
                           now_ms, now_ms + kLifeMs, resources}))) {
      return Begun{id + "." + secret, user_code};
    }
  }
  return Error(errors::kInternal, "no user code was free");
}

std::string normalized(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (kLetters.find(upper) != std::string_view::npos) {
      code += upper;
    } else if (upper != '-' && upper != ' ') {
      return {};
    }
  }
  return code.size() == kUserCodeLength ? code.insert(kUserCodeLength / 2, "-") : std::string();
}

Result<Device> find(db::Session& session, const crypto::Sealer& sealer, std::string_view pool_id,
                    std::string_view app_id, std::string_view typed, std::int64_t now_ms) {
  const std::string user_code = normalized(typed);
  if (user_code.empty()) return errors::kDeviceCodeUnknown;
  const std::string hash = hash_of(sealer, pool_id, app_id, user_code);
  const db::Rows rows = TRY(session.query(sql::find_device_by_user_code, {pool_id, app_id, db::Blob{hash}}));
  if (rows.empty()) return errors::kDeviceCodeUnknown;
  Device device = device_of(rows.front());
  if (device.status != Status::kPending || now_ms >= device.expires_at) return errors::kDeviceCodeUnknown;
  return device;
}

Result<void> approve(db::Tx& tx, std::string_view pool_id, std::string_view id, const Approval& approval,
                     std::int64_t now_ms) {
  return decide(tx, pool_id, id, "approved", approval, now_ms);
}

Result<void> deny(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  return decide(tx, pool_id, id, "denied", {}, now_ms);
}

Result<Device> poll(db::Tx& tx, std::string_view pool_id, std::string_view app_id,
                    std::string_view device_code, std::int64_t now_ms) {
  const std::size_t dot = device_code.find('.');
  const std::string_view id = device_code.substr(0, dot);
  if (dot == std::string_view::npos || !is_id(id)) return invalid("malformed device code");
  const db::Rows rows = TRY(tx.query(sql::find_device_code, {pool_id, id}));
  if (rows.empty()) return invalid("unknown device code");
  const db::Row row = rows.front();
  if (!crypto::equal_constant_time(crypto::sha256(device_code.substr(dot + 1)), row.view(1)))
    return invalid("wrong secret of a device code");
  Device device = device_of(row);
  if (device.app_id != app_id) return invalid("device code of another application");
  if (device.status == Status::kRedeemed) return invalid("the device code was used before");
  if (now_ms >= device.expires_at) return errors::kTokenExpired;
  if (device.status != Status::kPending) return device;
  const std::int64_t interval_s = row.integer(12), polled_at = row.integer(13);
  const bool is_early = polled_at > 0 && now_ms - polled_at < interval_s * 1000;
  const std::int64_t next_s = is_early ? interval_s + kIntervalS : interval_s;
  TRY(tx.execute(sql::note_poll, {pool_id, id, now_ms, next_s}));
  if (is_early) return tx.refuse(Error(errors::kThrottled).with_arg(std::to_string(next_s)));
  return device;
}

Result<void> redeem(db::Tx& tx, std::string_view pool_id, std::string_view id, std::int64_t now_ms) {
  if (TRY(tx.execute(sql::redeem_device_code, {pool_id, id, now_ms})) == 1) return {};
  return invalid("the device code was used before");
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_device_codes, {now_ms, limit});
}

}  // namespace genauth::device_codes
