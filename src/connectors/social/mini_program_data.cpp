#include "connectors/social/mini_program_data.h"

#include "base/encoding.h"
#include "connectors/social/variables.h"
#include "crypto/cbc.h"
#include "gen/errors/mobile_login.h"

namespace genauth::social {
namespace {

std::optional<json::Value> opened(std::string_view session_key, std::string_view iv, std::string_view data,
                                  std::string_view app_id) {
  if (data.size() > kMiniProgramDataMax) return std::nullopt;
  const auto key_bytes = unbase64(session_key), iv_bytes = unbase64(iv), data_bytes = unbase64(data);
  if (!key_bytes || !iv_bytes || !data_bytes) return std::nullopt;
  const auto text = crypto::cbc_open(*key_bytes, *iv_bytes, *data_bytes);
  if (!text || !is_utf8(*text)) return std::nullopt;
  auto value = json::Value::parse(*text);
  if (!value || value->object() == nullptr) return std::nullopt;
  const json::Value* program = walk(*value, "watermark.appid");
  if (program == nullptr || program->string() == nullptr || *program->string() != app_id) return std::nullopt;
  return *std::move(value);
}

}  // namespace

Result<json::Value> open_mini_program_data(std::string_view session_key, std::string_view iv,
                                           std::string_view data, std::string_view app_id) {
  auto value = opened(session_key, iv, data, app_id);
  // One answer for everything: what went wrong is what an oracle would tell.
  if (!value) return errors::kMiniProgramDataInvalid;
  return *std::move(value);
}

}  // namespace genauth::social
