#include "modules/messages/email_providers.h"

#include "gen/sql/messages.h"
#include "json/codec.h"
#include "json/document.h"

namespace genauth::messages {
namespace {

constexpr std::int64_t kTlsPort = 465;

crypto::Place place_of(std::string_view pool_id) {
  return {pool_id, "email_providers", "provider", pool_id};
}

}  // namespace

Result<std::optional<EmailProvider>> find_email_provider(db::Session& session, const crypto::Sealer& sealer,
                                                         std::string_view pool_id) {
  const db::Rows rows = TRY(session.query(sql::find_email_provider, {pool_id}));
  if (rows.empty()) return std::optional<EmailProvider>();
  const std::string text = TRY(sealer.open(rows.front().view(0), place_of(pool_id)));
  const json::Document document = TRY(json::Document::parse(text));
  return std::optional(TRY(json::decode<EmailProvider>(document)));
}

Result<void> put_email_provider(db::Tx& tx, const crypto::Sealer& sealer, std::string_view pool_id,
                                const EmailProvider& provider, std::int64_t now_ms) {
  const std::string sealed = sealer.seal(json::encode(provider), place_of(pool_id));
  TRY(tx.post(sql::put_email_provider, {pool_id, db::Blob{sealed}, now_ms}));
  return {};
}

Submission submission_of(const EmailProvider& provider) {
  if (provider.type == "ali")
    return {"smtp.qiye.aliyun.com", kTlsPort, true, provider.ali_sender, provider.ali_sender,
            provider.ali_password};
  if (provider.type == "qq")
    return {"smtp.exmail.qq.com", kTlsPort,           true,
            provider.qq_sender,   provider.qq_sender, provider.qq_password};
  if (provider.type == "sendgrid")
    return {"smtp.sendgrid.net", kTlsPort, true, provider.sendgrid_sender, "apikey", provider.sendgrid_key};
  return {provider.smtp_host,   provider.smtp_port,   provider.smtp_secure,
          provider.smtp_sender, provider.smtp_sender, provider.smtp_password};
}

}  // namespace genauth::messages
