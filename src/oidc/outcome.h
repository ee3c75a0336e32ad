// The protocol's own errors, and Outcome<T>, which works with TRY() as Result<T> does.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/result.h"

namespace genauth::oidc {

// RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, Core §3.1.2.6 and what their extensions add.
enum class Kind : std::uint8_t {
  kInvalidRequest,
  kInvalidClient,
  kInvalidGrant,
  kUnauthorizedClient,
  kUnsupportedGrantType,
  kInvalidScope,
  kInvalidToken,
  kInsufficientScope,
  kMethodNotAllowed,
  kNotFound,
  kThrottled,
  kServerError,
  kInteractionRequired,  // OpenID Connect Core §3.1.2.6: the person must do something more first
  kAccessDenied,
  kUnsupportedResponseType,
  kLoginRequired,
  kAccountSelectionRequired,
  kConsentRequired,
  kUnmetRequirements,  // OpenID Connect Core Error Code unmet_authentication_requirements
  kRequestNotSupported,
  kRequestUriNotSupported,
  kRegistrationNotSupported,
  kInvalidRequestUri,      // RFC 9101 §7
  kInvalidRequestObject,   // RFC 9101 §7
  kInvalidTarget,          // RFC 8707 §2
  kAuthorizationPending,   // RFC 8628 §3.5
  kSlowDown,               // RFC 8628 §3.5
  kExpiredToken,           // RFC 8628 §3.5
  kInvalidDpopProof,       // RFC 9449 §5
  kUseDpopNonce,           // RFC 9449 §8
  kInvalidRedirectUri,     // RFC 7591 §3.2.2
  kInvalidClientMetadata,  // RFC 7591 §3.2.2
  kInvalidBindingMessage,  // CIBA Core §13
};

// What a caller gets. The description is for developers and goes over the wire: it names no secret and no
// internals, and stays within the characters of RFC 6749 §5.2 (ASCII, no quote, no backslash).
struct Error {
  Kind kind;
  std::string description;
  std::int64_t retry_after_s = 0;  // kThrottled
  std::string members = {};        // kInteractionRequired: further members of the answer, "name":value,…
};

std::string_view code_of(Kind kind);  // "invalid_client"
int status_of(Kind kind);             // HTTP status

template <class T>
class [[nodiscard]] Outcome {
 public:
  using value_type = T;
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Outcome(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT
  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Outcome<void> {
 public:
  using value_type = void;
  Outcome() = default;
  Outcome(Error error) : error_(std::move(error)) {}  // NOLINT
  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const {}
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace genauth::oidc
