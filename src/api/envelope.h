// The V3 answer: {statusCode, message, apiCode?, requestId, data?}. Source: product facts on envelopes; a
// success carries no apiCode, a failure always carries the requestId.
#pragma once
#include <string>
#include <string_view>

#include "api/call.h"
#include "api/directory.h"
#include "base/error.h"

namespace genauth::api {

// `data_json` is compact JSON, or empty for an answer without data.
std::string success_body(const Envelope& envelope, std::string_view data_json);
// Up to and including `"data":`, for data that ends the envelope by itself (json::Prebuilt).
std::string success_head(const Envelope& envelope);
std::string failure_body(const Envelope& envelope, const Error& error);

// Takes the claimed host for the caller's address of us, if an application has it: an issuer is never made of
// a host that nobody has (RFC 9207 §4). One read, only for claimed hosts.
void believe_host(Envelope& envelope, Directory& directory);

// HTTP status of an answer that carries this error: 200 for business errors, because the official Node and
// Java SDKs throw away the body of anything else.
int http_status(const Error& error);

}  // namespace genauth::api
