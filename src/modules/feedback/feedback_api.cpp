// POST /api/v2/feedback.
#include "api/call.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/ops/feedback.h"
#include "modules/applications/of_call.h"
#include "modules/codes/throttle.h"
#include "modules/feedback/feedback.h"
#include "net/address.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kUserAgentMax = 300;
constexpr codes::Limit kPerAddress{"feedback_address", 5, 3'600'000};
constexpr codes::Limit kPerPool{"feedback_pool", 500, 86'400'000};

Error throttled(const codes::Limit& limit, std::int64_t now_ms) {
  return Error(errors::kThrottled).with_arg(std::to_string(codes::seconds_left(limit, now_ms)));
}

std::string start_of(std::string_view text) {
  text = text.substr(0, kUserAgentMax);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

Result<void> send_feedback(api::Call& call, const dto::SendFeedbackDto& req) {
  if (call.app_id.empty()) return errors::kAppRequired;
  const applications::Handle application = TRY(applications::of(call));
  if (!application->is_enabled()) return errors::kAppDisabled;
  feedback::Entry entry;
  entry.id = call.new_id();
  entry.app_id = call.app_id;
  entry.type = req.type.value_or("other");
  entry.description = req.description;
  entry.contact = req.contact.value_or("");
  entry.request_id = req.requestId.value_or("");
  entry.client_ip = call.envelope.client_ip;
  entry.user_agent = start_of(call.envelope.user_agent);
  entry.created_at = call.now_ms;
  const std::string address = net::address_prefix(call.envelope.client_ip);
  return call.write([&](db::Tx& tx) -> Result<void> {
    if (TRY(codes::count_event(tx, call.pool_id, kPerAddress, address, call.now_ms)) > kPerAddress.limit)
      return tx.refuse(throttled(kPerAddress, call.now_ms));
    if (TRY(codes::count_event(tx, call.pool_id, kPerPool, "", call.now_ms)) > kPerPool.limit)
      return tx.refuse(throttled(kPerPool, call.now_ms));
    return feedback::add(tx, call.pool_id, entry);
  });
}

}  // namespace genauth::ops
