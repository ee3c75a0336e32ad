// What the server asks of an operation before the call has begun.
#include "api/pipeline.h"
#include "api/public_documents.h"

namespace genauth::api {
namespace {

constexpr std::int64_t kOtherBodyBytesMax = 64 * 1024;  // where no operation is: protocol forms, pages

}  // namespace

std::int64_t Pipeline::body_limit(std::string_view method, std::string_view path) const {
  const Match match = router_.match(method, path);
  return match.operation == nullptr ? std::min(kOtherBodyBytesMax, options_.body_bytes_max)
                                    : body_limit(*match.operation);
}

bool Pipeline::is_cross_origin(std::string_view method, std::string_view path) const {
  const Match match = router_.match(method, path);
  return match.operation != nullptr && match.operation->cross_origin;
}

bool Pipeline::is_public_document(std::string_view method, std::string_view path) const {
  const Match match = router_.match(method, path);
  return match.operation != nullptr && says_the_same_to_all(*match.operation);
}

std::int64_t Pipeline::body_limit(const Operation& operation) const {
  return operation.body_bytes_max > 0 ? operation.body_bytes_max : options_.body_bytes_max;
}

}  // namespace genauth::api
