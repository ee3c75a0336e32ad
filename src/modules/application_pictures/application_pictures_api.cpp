// upload-application-picture, and the picture itself.
#include "api/call.h"
#include "api/reply.h"
#include "base/encoding.h"
#include "gen/errors/application_pictures.h"
#include "gen/errors/objects.h"
#include "gen/ops/application_pictures.h"
#include "gen/sql/application_pictures.h"
#include "image/image.h"
#include "modules/application_pictures/application_pictures.h"
#include "modules/applications/applications.h"
#include "modules/audit/audit.h"
#include "svg/svg.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{2} * 1024 * 1024;
constexpr int kSideMax = 4096;

using application_pictures::Picture;

// Written anew, whatever it was.
Result<Picture> taken(const std::string& base64) {
  const auto file = unbase64(base64);
  if (!file || file->size() > kFileBytesMax) return errors::kApplicationPictureInvalid;
  if (auto bitmap = image::rewritten(*file, kSideMax))
    return Picture{std::move(bitmap->content_type), std::move(bitmap->bytes)};
  if (auto drawing = svg::clean(*file)) return Picture{"image/svg+xml", *std::move(drawing)};
  return errors::kApplicationPictureInvalid;
}

std::string new_address(const api::Call& call) {
  const std::string& base = call.envelope.base_url;
  return application_pictures::new_address(base.substr(0, base.find('/', base.find("://") + 3)),
                                           call.pool_id);
}

}  // namespace

Result<dto::ApplicationPictureDto> upload_application_picture(api::Call& call,
                                                              const dto::UploadApplicationPictureDto& req) {
  const Picture picture = TRY(taken(req.image));
  dto::ApplicationPictureDto answer{new_address(call)};
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    applications::Application application =
        TRY(applications::load(tx, call.service<const crypto::Sealer>(), call.pool_id, req.appId));
    if (req.kind == "logo") {
      application.settings.logo = answer.url;
    } else {
      if (!application.settings.branding) application.settings.branding.emplace();
      application.settings.branding->background = answer.url;
    }
    TRY(applications::update(tx, application, call.now_ms));
    TRY(application_pictures::put(tx, call.pool_id, application.id, req.kind, answer.url, picture,
                                  call.now_ms));
    return audit::record(tx,
                         {.pool_id = call.pool_id,
                          .type = "updateApplication",
                          .app_id = application.id,
                          .client_ip = call.envelope.client_ip,
                          .detail = req.kind},
                         call.now_ms);
  }));
  return answer;
}

// A drawing that is opened by itself is a document of this origin: it may do nothing at all.
Result<api::Reply> show_application_picture(api::Call& call, const dto::GetApplicationPictureQuery& query) {
  const db::Rows rows = TRY(call.read([&](db::Session& session) {
    return session.query(application_pictures::sql::find_picture, {query.poolId, query.pictureId});
  }));
  if (rows.empty()) return Error(errors::kObjectNotFound).with_arg(query.pictureId);
  api::Reply reply = api::file(rows.front().text(0), rows.front().text(1));
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return reply;
}

}  // namespace genauth::ops
