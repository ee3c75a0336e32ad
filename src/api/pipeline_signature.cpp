// Calls that an access key has signed.
#include <string>
#include <utility>
#include <vector>

#include "api/pipeline_work.h"
#include "api/signature.h"
#include "base/encoding.h"
#include "gen/errors/access.h"
#include "net/form.h"

namespace genauth::api {

Result<std::string> Pipeline::authenticate_signature(Work& work, std::string_view authorization) {
  const SignatureHeader header = *parse_signature_header(authorization);
  const net::Request& request = work.request();
  const std::string prefix = header.genauth ? "x-genauth-" : "x-authing-";
  const auto field = [&](std::string_view name) { return request.header(prefix + std::string(name)); };

  if (const auto method = field("signature-method"); method && *method != "HMAC-SHA1")
    return errors::kSignatureMethod;
  if (const auto version = field("signature-version"); version && *version != "1.0")
    return errors::kSignatureVersion;
  const auto date = request.header("date");
  if (!date) return errors::kSignatureDateMissing;
  auto dated_ms = parse_http_date(*date);
  if (!dated_ms) dated_ms = parse_int(*date);
  if (!dated_ms) return errors::kSignatureDateFormat;
  const std::int64_t skew_ms = parts_.clock.real_ms() - *dated_ms;
  if (skew_ms > options_.signature_window_ms || skew_ms < -options_.signature_window_ms)
    return errors::kSignatureClockSkew;
  const auto nonce = field("signature-nonce");
  if (!nonce || nonce->empty() || nonce->size() > 128) return Error(errors::kSignatureMismatch, "no nonce");
  // The scheme signs the body's members, not the query, of everything but GET: a query there could be
  // anybody's.
  const bool has_loose_query = request.method() != "GET" && !request.query().empty();
  if (has_loose_query && work.call.operation.body != nullptr)
    return Error(errors::kSignatureUncovered).with_arg(std::string(request.method()));

  KeySecret key = TRY(parts_.directory.access_key(header.key_id));
  TRY(check_signature(work, header, key.secret, has_loose_query));
  // Only now: a forged request must not be able to use up a nonce.
  if (!TRY(parts_.directory.claim_nonce({key.pool_id, header.key_id, *nonce, *dated_ms,
                                         parts_.clock.real_ms() + 2 * options_.signature_window_ms})))
    return errors::kSignatureReplayed;
  work.call.pool_id = key.pool_id;
  work.call.caller.access_key_id = header.key_id;
  return std::move(key.permissions);
}

// Where all that a request says stands in a query that official clients do not sign (DELETE), a signature
// that covers it as that of a GET counts everywhere; theirs only where nobody in between could have changed
// it.
Result<void> Pipeline::check_signature(Work& work, const SignatureHeader& header, std::string_view secret,
                                       bool has_loose_query) const {
  const net::Request& request = work.request();
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  for (const net::Header& entry : request.headers()) headers.emplace_back(entry.name, entry.value);
  SignedRequest said{request.method(), work.incoming.path,  headers,
                     work.call.query_, work.call.document_, has_loose_query};
  Result<void> verified = verify_signature(said, header, secret);
  if (verified || !has_loose_query) return verified;
  said.signs_query = false;
  TRY(verify_signature(said, header, secret));
  if (work.incoming.is_private) return {};
  return Error(errors::kSignatureUncovered).with_arg(std::string(request.method()));
}

}  // namespace genauth::api
