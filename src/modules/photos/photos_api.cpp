// upload-my-photo, remove-my-photo, and the picture itself.
#include "api/call.h"
#include "api/reply.h"
#include "base/encoding.h"
#include "crypto/random.h"
#include "gen/errors/objects.h"
#include "gen/errors/photos.h"
#include "gen/errors/users.h"
#include "gen/ops/photos.h"
#include "gen/sql/photos.h"
#include "image/image.h"
#include "modules/audit/audit.h"
#include "modules/users/users.h"

namespace genauth::ops {
namespace {

constexpr int kSide = 320;
constexpr std::size_t kIdBytes = 18, kFileBytesMax = std::size_t{2} * 1024 * 1024;

std::string address_of(const api::Call& call, std::string_view photo_id) {
  const std::string& base = call.envelope.base_url;
  return base.substr(0, base.find('/', base.find("://") + 3))
      .append("/photos/")
      .append(call.pool_id)
      .append("/")
      .append(photo_id);
}

Result<void> show(db::Tx& tx, const api::Call& call, std::optional<std::string> photo) {
  auto user = TRY(users::find(tx, call.pool_id, call.caller.user_id));
  if (!user) return errors::kUserNotFound;
  user->photo = std::move(photo);
  TRY(users::update(tx, *user, call.now_ms));
  return audit::record(tx,
                       {.pool_id = call.pool_id,
                        .type = "updateUserProfile",
                        .app_id = call.app_id,
                        .user_id = user->id,
                        .actor = user->id,
                        .client_ip = call.envelope.client_ip,
                        .detail = "photo"},
                       call.now_ms);
}

}  // namespace

Result<dto::MyPhotoDto> upload_my_photo(api::Call& call, const dto::UploadMyPhotoDto& req) {
  const auto file = unbase64(req.image);
  if (!file || file->size() > kFileBytesMax) return errors::kPhotoInvalid;
  const auto jpeg = image::square_jpeg(*file, kSide);
  if (!jpeg) return errors::kPhotoInvalid;
  const std::string id = crypto::random_token(kIdBytes);
  dto::MyPhotoDto answer{address_of(call, id)};
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    TRY(show(tx, call, answer.photo));
    TRY(tx.execute(photos::sql::put_photo,
                   {call.pool_id, call.caller.user_id, id, db::Blob{*jpeg}, call.now_ms}));
    return {};
  }));
  return answer;
}

Result<void> remove_my_photo(api::Call& call) {
  return call.write([&](db::Tx& tx) -> Result<void> {
    TRY(show(tx, call, std::nullopt));
    TRY(tx.execute(photos::sql::drop_photo, {call.pool_id, call.caller.user_id}));
    return {};
  });
}

// Pages of any site may show it, as they show any picture.
Result<api::Reply> show_photo(api::Call& call, const dto::GetPhotoQuery& query) {
  const db::Rows rows = TRY(call.read([&](db::Session& session) {
    return session.query(photos::sql::find_photo, {query.poolId, query.photoId});
  }));
  if (rows.empty()) return Error(errors::kObjectNotFound).with_arg(query.photoId);
  api::Reply reply = api::file("image/jpeg", rows.front().text(0));
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'");
  return reply;
}

}  // namespace genauth::ops
