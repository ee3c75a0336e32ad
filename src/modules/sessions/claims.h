// The JSON inside our tokens: written by hand because it is small and hot, read through json::Document.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/document.h"

namespace genauth::applications {
struct Application;
}
namespace genauth::keys {
class KeyRing;
}

namespace genauth::sessions {

// The `typ` headers tell our tokens apart, so that none passes for another: RFC 9068 §2.1 names the first.
inline constexpr std::string_view kAccessTokenType = "at+jwt";
inline constexpr std::string_view kIdTokenType = "JWT";
inline constexpr std::string_view kManagementTokenType = "management+jwt";
inline constexpr std::string_view kLogoutTokenType = "logout+jwt";  // Back-Channel Logout 1.0 §2.4

// By the algorithm that the application has chosen for what is addressed to itself.
Result<std::string> sign_for_client(keys::KeyRing& ring, const applications::Application& application,
                                    std::string_view typ, std::string_view claims);

// Of the claims of an ID token whose signature the caller has verified, for sessions::identify().
struct Verified;
Verified named_by(std::string_view pool_id, std::string_view subject, std::string_view session_id);

// Builds one JSON object; members stand in the order of the calls.
class ClaimsWriter {
 public:
  ClaimsWriter& text(std::string_view name, std::string_view value);
  ClaimsWriter& text_if_any(std::string_view name, std::string_view value);
  ClaimsWriter& audience(const std::vector<std::string>& values);  // aud: one as a text
  ClaimsWriter& seconds(std::string_view name, std::int64_t epoch_ms);
  ClaimsWriter& raw_members(std::string_view members);    // `,"a":1,"b":2`
  ClaimsWriter& confirmation(std::string_view bound_to);  // cnf (oidc/binding.h), if it is bound
  std::string finish() { return std::move(json_ += '}'); }

 private:
  void name(std::string_view name);
  std::string json_ = "{";
};

// Top-level members of a payload. The text must outlive it.
class Claims {
 public:
  static Result<Claims> parse(std::string_view payload);  // kTokenInvalid unless it is one JSON object
  // Empty if absent or not a string.
  std::string text(std::string_view name) const;
  // A text or a list of them; empty if absent or of another kind.
  std::vector<std::string> texts(std::string_view name) const;
  // As text(), of a member of an object: "cnf", "jkt".
  std::string text_in(std::string_view name, std::string_view member) const;
  // The JSON of an object; empty if absent or no object.
  std::string object(std::string_view name) const;
  // Epoch milliseconds of a NumericDate in whole seconds; 0 if absent, not a number or out of range.
  std::int64_t seconds(std::string_view name) const;

 private:
  explicit Claims(json::Document document) : document_(std::move(document)) {}
  const json::Node* find(std::string_view name, json::ValueKind kind) const;
  json::Document document_;
};

}  // namespace genauth::sessions
