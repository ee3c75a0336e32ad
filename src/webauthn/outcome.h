// The protocol's own faults, and Outcome<T>, which works with TRY() as Result<T> does.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace genauth::webauthn {

enum class Kind : std::uint8_t {
  kMalformed,          // not the bytes that the specification describes
  kWrongType,          // an assertion where a registration was due, or the other way round
  kWrongChallenge,     // an answer to another question
  kWrongOrigin,        // from a page that may not use these credentials
  kWrongRelyingParty,  // made for another rp.id
  kUserAbsent,         // nobody touched the authenticator
  kUserUnverified,     // user verification was required and did not happen
  kInconsistentFlags,  // backed up without being eligible, or an eligibility that changed
  kUnsupportedKey,     // an algorithm that was not offered, or a key that is none
  kBadSignature,
  kBadAttestation,    // the statement does not fit the credential
  kUntrusted,         // a good statement whose certificates lead to no anchor
  kWrongUser,         // the user handle is somebody else's
  kCounterRegressed,  // the signature counter went back: probably a copy of the authenticator
};

// The detail is for logs and developers; it names no secret.
struct Error {
  Kind kind;
  std::string detail;
};

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

}  // namespace genauth::webauthn
