// Result<T>: a value or an Error, with the member names of std::expected (absent from g++ 12 in C++20 mode),
// and TRY(), which hands an Error to the caller. We never throw; see docs/decisions/0001-result.md.
//
//   Result<User> find(...);
//   User user = TRY(find(...));      // returns the error to our caller if there is one
//
// TRY is a GNU statement expression: it works in plain functions on g++ and clang, and must not stand inside
// a coroutine (g++ 12.2 crashes on it), which is one reason why we have none above src/net.
#pragma once
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.h"

namespace genauth {

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT
  Result(Code code) : state_(std::in_place_index<1>, Error(code)) {}         // NOLINT
  template <class U>
  requires(std::is_convertible_v<U&&, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Error> && !std::is_same_v<std::remove_cvref_t<U>, Code> &&
           !std::is_same_v<std::remove_cvref_t<U>, Result>) Result(U&& value)
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}  // NOLINT

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
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT
  Result(Code code) : error_(Error(code)) {}         // NOLINT

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const {}
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace genauth

#define GENAUTH_TRY_NAME2(a, b) a##b
#define GENAUTH_TRY_NAME(a, b) GENAUTH_TRY_NAME2(a, b)
#define GENAUTH_TRY(name, expr)                \
  __extension__({                              \
    auto name = (expr);                        \
    if (!name) return std::move(name).error(); \
    std::move(name).value();                   \
  })
#define TRY(...) GENAUTH_TRY(GENAUTH_TRY_NAME(try_, __COUNTER__), (__VA_ARGS__))
