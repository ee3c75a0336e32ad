// Errors of the product in the words of the protocol.
#pragma once
#include <utility>

#include "base/error.h"
#include "base/result.h"
#include "oidc/grants.h"
#include "oidc/outcome.h"

namespace genauth::sessions {
struct TokenSet;
}

namespace genauth::app {

// `refusal` is what an error of the caller's making becomes; ours are told from it by their class.
oidc::Error translated(const Error& error, oidc::Kind refusal);

template <class T>
oidc::Outcome<T> outcome_of(Result<T> result, oidc::Kind refusal) {
  if (!result) return translated(result.error(), refusal);
  return std::move(result).value();
}

oidc::Tokens tokens_of(sessions::TokenSet set);

}  // namespace genauth::app
