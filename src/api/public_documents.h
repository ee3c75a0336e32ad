// Operations whose answer is the same for everybody who asks: pages of any origin may read it.
#pragma once
#include "api/operation.h"

namespace genauth::api {

// By its file of the contract: no cookie, token or header of the caller changes a word of the answer.
inline bool says_the_same_to_all(const Operation& operation) {
  return operation.module == "authentication/public-config";
}

}  // namespace genauth::api
