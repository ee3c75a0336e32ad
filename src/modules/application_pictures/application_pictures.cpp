#include "modules/application_pictures/application_pictures.h"

#include <algorithm>

#include "crypto/random.h"
#include "gen/sql/application_pictures.h"

namespace genauth::application_pictures {
namespace {

constexpr std::string_view kPlace = "/application-pictures/";
constexpr std::size_t kIdBytes = 18;

}  // namespace

std::string path_in(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::size_t from = address.find('/', scheme + 3);
  if (from == std::string_view::npos || !address.substr(from).starts_with(kPlace)) return {};
  const std::string_view path = address.substr(from);
  const bool is_plain = std::ranges::all_of(path, [](char c) {
    const char letter = static_cast<char>(c | 0x20);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/';
  });
  return is_plain ? std::string(path) : std::string();
}

std::string new_address(std::string_view origin, std::string_view pool_id) {
  return std::string(origin).append(kPlace).append(pool_id).append("/").append(
      crypto::random_token(kIdBytes));
}

Result<void> put(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view kind,
                 std::string_view address, const Picture& picture, std::int64_t now_ms) {
  const std::string_view id = address.substr(address.rfind('/') + 1);
  TRY(tx.execute(sql::put_picture,
                 {pool_id, app_id, kind, id, picture.content_type, db::Blob{picture.bytes}, now_ms}));
  return {};
}

Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view kind) {
  TRY(tx.execute(sql::delete_picture, {pool_id, app_id, kind}));
  return {};
}

}  // namespace genauth::application_pictures
