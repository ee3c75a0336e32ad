// Faces as second factors: what the operations ask of the service that recognises them. All of it waits for
// that service, so lane outbound only, and outside of units.
#pragma once
#include <string>
#include <vector>

#include "api/call.h"
#include "modules/mfa/passing.h"

namespace genauth::mfa {

// kFaceUnavailable where the installation has no service, or the pool wants none.
Result<void> need_faces(api::Call& call);
// kFacePhotoInvalid unless each is an https address or a data: URL of a picture.
Result<void> check_photos(const std::vector<std::string>& photos);

// The factor as it is to be written; drop_face() if it is not. kFaceBindingFailed (arg: the service's words),
// kProviderUnreachable.
Result<Factor> keep_face(api::Call& call, const Owner& owner, const std::vector<std::string>& photos);
// The service need not keep it any longer. What it does not hear of stays there; that is logged.
void drop_face(const api::Call& call, const Owner& owner, const std::string& reference);
// Whether the photo shows the owner of the factor. Counts the try first: kFactorNotEnrolled, kFactorLocked,
// kProviderUnreachable.
Result<bool> is_face(api::Call& call, const Owner& owner, const std::string& photo);

}  // namespace genauth::mfa
