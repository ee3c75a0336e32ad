// Any bytes through the parser, the DOM and the decoder. Three promises beside not crashing: an independent
// parser agrees on what JSON is, what we write we can read, and a DTO survives a round trip.
#include <cstdio>
#include <cstdlib>

// Boost.JSON's source is compiled in, so that the fuzzer sees its branches too.
#include <boost/json/src.hpp>

#include "gen/dto/users.h"
#include "json/codec.h"
#include "json/value.h"

using namespace genauth;

namespace {

void demand(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// Boost.JSON stops at its own limits too: on those two nobody is wrong.
bool judge_accepts(std::string_view text, bool ours) {
  boost::system::error_code error;
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::parse(text, error, {}, options);
  const bool own_limit =
      error == boost::json::error::too_deep || error == boost::json::error::exponent_overflow;
  return own_limit ? ours : !error;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = json::Document::parse(text);
  if (!document) {
    const bool limit =
        document.error().arg().starts_with("nested") || document.error().arg().starts_with("too many");
    demand(limit || size > json::Limits{}.max_bytes || !judge_accepts(text, false),
           "refuses only what is not JSON");
    return 0;
  }
  demand(judge_accepts(text, true), "accepts only JSON");
  (void)document->members();
  const std::string compact = document->compact(document->root());
  demand(json::Document::parse(compact).has_value(), "compact text is JSON");

  if (const auto value = json::Value::parse(text)) {
    const std::string written = value->text();
    const auto again = json::Value::parse(written);
    demand(again.has_value() && again->text() == written, "a value survives a round trip");
  }
  if (const auto user = json::decode<dto::CreateUserReqDto>(*document)) {
    const std::string written = json::encode(*user);
    const auto parsed = json::Document::parse(written, {.max_bytes = 8 * size + 4096});
    demand(parsed.has_value(), "what is encoded is JSON");
    const auto again = json::decode<dto::CreateUserReqDto>(*parsed);
    demand(again.has_value() && json::encode(*again) == written, "a DTO survives a round trip");
  }
  return 0;
}
