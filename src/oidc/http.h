// What the endpoints see of HTTP: a request already split into decoded pairs, and an answer. Plain values.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oidc/outcome.h"

namespace genauth::oidc {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string_view method;         // "GET"
  std::string_view authorization;  // the header as sent, or empty
  Pairs query, form;      // percent-decoded, in order; form only for application/x-www-form-urlencoded
  std::string issuer;     // issuer_of() the address that was called
  std::string client_id;  // the application that path, host or header named, or empty
  // Whose the issuer is where the address names no application: clients of other realms are not served there.
  // Empty: the address says whom it serves.
  std::string realm = {};
  std::string client_ip, user_agent;
  // Whom a client calls for, by its own word: good for one that proves its secret; or empty.
  std::string person_ip = {};
  std::string_view dpop = {};     // the DPoP header (RFC 9449 §4.1); several are joined by commas
  std::string_view accept = {};   // the Accept header
  std::string_view body = {};     // as it came, where it is no form
  std::string_view subject = {};  // what the path names behind the endpoint: …/reg/{client_id}
  // Of the client's TLS connection, in DER (RFC 8705), and whether it led to an authority that counts.
  // Whoever fills this in has it from the connection, or from a proxy that it trusts.
  std::string_view certificate = {};
  bool certificate_is_verified = false;
};

struct Response {
  int status = 200;
  Pairs headers;
  std::string body;
  // The error is for a person in a browser: HTTP may show a page in place of the body.
  bool show_page = false;
  std::string description = {};  // of that error
};

// Plain OAuth 2.0 lives at "{base}/oauth": its tokens are opaque and stand for the account as a whole, scope
// `user`, and there are no ID tokens.
bool is_plain_oauth(std::string_view issuer);

// "{origin}/oidc", or "{origin}/{application}/oidc" where the path names the application. An origin that
// names it by its host needs nothing more.
std::string issuer_of(std::string_view origin, std::string_view application_in_path);

// The value of a parameter, from the form or the query: existing guides show both. Empty counts as absent
// (RFC 6749 §3.1). kInvalidRequest if it is given twice with different values.
Outcome<std::string> parameter(const Request& request, std::string_view name);

// Answers carry application/json; no-store forbids every cache to keep them (RFC 6749 §5.1).
Response json_answer(std::string body, bool no_store);
Response error_answer(const Error& error);
Response method_not_allowed(std::string_view allow);

}  // namespace genauth::oidc
