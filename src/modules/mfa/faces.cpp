#include "modules/mfa/faces.h"

#include <algorithm>

#include "base/log.h"
#include "gen/errors/codes.h"
#include "gen/errors/mfa.h"

namespace genauth::mfa {
namespace {

Result<pools::Settings> settings_of(api::Call& call) {
  return call.read([&](db::Session& session) -> Result<pools::Settings> {
    return std::move(TRY(pools::find(session, call.pool_id)).settings);
  });
}

const connectors::FaceService& service_of(const api::Call& call) {
  return *call.service<const Means>().face;
}

connectors::FaceOwner owner_of(const Owner& owner) {
  return {owner.pool_id, owner.user_id};
}

bool is_photo(std::string_view text) {
  constexpr std::string_view kAddress = "https://";
  const bool printable = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
  return printable && ((text.starts_with(kAddress) && text.size() > kAddress.size()) ||
                       (text.starts_with("data:image/") && text.find(";base64,") != std::string_view::npos));
}

}  // namespace

Result<void> need_faces(api::Call& call) {
  if (has_faces(call.service<const Means>(), TRY(settings_of(call)))) return {};
  return errors::kFaceUnavailable;
}

Result<void> check_photos(const std::vector<std::string>& photos) {
  if (std::ranges::all_of(photos, is_photo)) return {};
  return errors::kFacePhotoInvalid;
}

Result<Factor> keep_face(api::Call& call, const Owner& owner, const std::vector<std::string>& photos) {
  auto reference = service_of(call).enroll(owner_of(owner), photos);
  if (!reference && reference.error().code() == errors::kProviderRefused)
    return Error(errors::kFaceBindingFailed).with_arg(reference.error().arg());
  Factor factor{.type = Type::kFace, .id = call.new_id()};
  factor.reference = TRY(std::move(reference));
  factor.created_at = call.now_ms;
  return factor;
}

void drop_face(const api::Call& call, const Owner& owner, const std::string& reference) {
  const connectors::FaceService* service = call.service<const Means>().face;
  if (service == nullptr) return;
  if (const Result<void> gone = service->forget(owner_of(owner), reference); !gone)
    log::warn("mfa.face_not_forgotten", {{"user", owner.user_id}, {"why", gone.error().detail()}});
}

Result<bool> is_face(api::Call& call, const Owner& owner, const std::string& photo) {
  std::string reference;
  TRY(call.write([&](db::Tx& tx) -> Result<void> {
    const std::vector<Factor> factors = TRY(enrolled(tx, owner.pool_id, owner.user_id));
    const Factor* factor = find(factors, Type::kFace);
    if (factor == nullptr) return errors::kFactorNotEnrolled;
    reference = factor->reference;
    return call.service<const Proofs>().count_face(tx, owner, call.now_ms);
  }));
  auto score = service_of(call).compare(owner_of(owner), reference, photo);
  // A photo without a face is no face.
  if (!score && score.error().code() == errors::kProviderRefused) return false;
  const std::int64_t likeness = TRY(std::move(score));
  return likeness >= TRY(settings_of(call)).face_score_min;
}

}  // namespace genauth::mfa
