// For the pipeline's own files: what a call has on its way through the steps.
#pragma once
#include <optional>
#include <string>
#include <utility>

#include "api/own_page.h"
#include "api/pipeline.h"

namespace genauth::api {

// One call with everything that its steps leave for one another. Lives on the thread that runs the call.
struct Pipeline::Work {
  Work(Incoming in, const Operation& operation, const PipelineParts& parts)
      : incoming(std::move(in)), call(parts.services, parts.database, parts.clock, operation) {
    call.envelope = incoming.envelope;
    call.envelope.cookies = request().header("cookie").value_or("");
    call.envelope.wants_page =
        operation.replies && request().header("accept").value_or("").find("text/html") != std::string::npos;
    call.envelope.from_browser = request().header("origin") || request().header("sec-fetch-site");
    const auto id = request().header("x-genauth-interaction");
    if (id) call.envelope.interaction = shown_interaction(*id, call.envelope.cookies);
    call.envelope.account_page = request().header(kAccountHeader).has_value();
  }
  const net::Request& request() const { return incoming.exchange->request(); }

  Incoming incoming;
  Call call;
  Match match;
  std::optional<json::Document> document;  // refers to the request's body
  std::string data_json;
  std::string allowed_origin;  // for Access-Control-Allow-Origin
  const Step* next = nullptr;  // which step comes
  bool moves = false;          // to lane outbound, before it
};

}  // namespace genauth::api
