// Parameters of the endpoints for browsers, which take each of them once. Pure.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "oidc/http.h"

namespace genauth::oidc {

// What of the request counts: the query of a GET, the form of a POST.
const Pairs& sent_parameters(const Request& request);

// RFC 6749 §3.1: at most once (else kInvalidRequest), and without a value it counts as absent.
Outcome<std::string> single(const Pairs& parameters, std::string_view name, std::size_t max_bytes);

// What people read: UTF-8 without control characters, and without what turns the direction of the text around
// it.
bool is_plain_line(std::string_view text);

// The address with these after its own query, if it has one (RFC 6749 §3.1.2).
std::string with_query(const std::string& address, const Pairs& parameters);
std::string form_encoded(const Pairs& parameters);

}  // namespace genauth::oidc
