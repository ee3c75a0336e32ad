// Who recognises faces: one interface, like that of messages (sender.h). Which service stands behind it is
// decided by factory.h.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::connectors {

struct FaceOwner {
  std::string_view pool_id, user_id;
};

// Thread-safe. Blocks for at most ten seconds. A photo is an https address or a data: URL; the service
// fetches the former itself. Errors: kProviderRefused (arg: the service's code and words) where it says no,
// such as for a photo without a face; kProviderUnreachable where nobody knows.
class FaceService {
 public:
  virtual ~FaceService() = default;
  // Keeps the face, under a name of the service's own (the reference, at most 255 bytes). Two photos must
  // show the same living person.
  virtual Result<std::string> enroll(const FaceOwner& owner, std::span<const std::string> photos) const = 0;
  // How like the photo is to what was kept, from 0 to 100.
  virtual Result<std::int64_t> compare(const FaceOwner& owner, std::string_view reference,
                                       std::string_view photo) const = 0;
  virtual Result<void> forget(const FaceOwner& owner, std::string_view reference) const = 0;
};

}  // namespace genauth::connectors
