// Dynamic registration (RFC 7591, OpenID Connect Registration 1.0) and its management (RFC 7592).
#include <algorithm>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "json/value.h"
#include "oidc/endpoints.h"

namespace genauth::oidc {
namespace {

using json::Value;

std::string bearer_of(const Request& request) {
  constexpr std::string_view kBearer = "bearer ";
  if (to_lower_ascii(request.authorization.substr(0, kBearer.size())) != kBearer) return {};
  return std::string(trim(request.authorization.substr(kBearer.size())));
}

Context context_of(const Request& request) {
  return {request.issuer, request.client_ip, request.user_agent};
}

bool holds_secret(const Client& client) {
  return client.token_auth == AuthMethod::kBasic || client.token_auth == AuthMethod::kPost;
}

// RFC 7591 §3.2.1, RFC 7592 §3.
std::string body_of(const Request& request, const Registered& known, std::string_view token) {
  const Client& client = known.client;
  Value answer = Value::Object{};
  answer.set("client_id", client.id);
  answer.set("client_id_issued_at", known.issued_at_s);
  if (holds_secret(client)) {
    answer.set("client_secret", client.secret);
    answer.set("client_secret_expires_at", 0);
  }
  answer.set("registration_access_token", token);
  answer.set("registration_client_uri", request.issuer + "/reg/" + client.id);
  const Result<Value> metadata = Value::parse(known.metadata_json);
  if (metadata && metadata->object()) {
    for (const auto& [name, value] : *metadata->object()) answer.set(name, value);
  }
  return answer.text();
}

// RFC 6750 §3.
Response refused(const Error& error) {
  Response response = error_answer(error);
  if (error.kind == Kind::kInvalidToken) {
    response.headers.emplace_back("WWW-Authenticate", R"(Bearer realm="genauth", error="invalid_token")");
  }
  return response;
}

Outcome<Response> create(const Request& request, Ports& ports) {
  if (!ports.registry) return Error{Kind::kNotFound, "clients cannot register themselves"};
  // Before the metadata is read: it is nobody's business what is wrong with it where nobody may register.
  if (!TRY(ports.registry->policy(request.client_id)).registers) {
    return Error{Kind::kNotFound, "clients cannot register themselves"};
  }
  const ClientMetadata metadata = TRY(read_client_metadata(request.body, MetadataSource::kRegistration));
  const Registered made =
      TRY(ports.registry->create(request.client_id, metadata, bearer_of(request), context_of(request)));
  Response response = json_answer(body_of(request, made, made.access_token), true);
  response.status = 201;
  return response;
}

// RFC 7592 §2.2: it names itself, and nothing that is ours to say.
Outcome<void> check_replacement(const Request& request, const Client& client) {
  const auto bad = [](std::string_view name) {
    return Error{Kind::kInvalidClientMetadata, std::string(name) + " must not be changed"};
  };
  const Result<Value> said = Value::parse(request.body);
  if (!said || !said->object()) return Error{Kind::kInvalidClientMetadata, "the metadata is no JSON object"};
  for (const std::string_view name : {"registration_access_token", "registration_client_uri",
                                      "client_secret_expires_at", "client_id_issued_at"}) {
    if (said->find(name)) return bad(name);
  }
  const Value* id = said->find("client_id");
  if (!id || !id->string() || *id->string() != client.id) return bad("client_id");
  const Value* secret = said->find("client_secret");
  if (secret && (!secret->string() || !crypto::equal_constant_time(*secret->string(), client.secret))) {
    return bad("client_secret");
  }
  return {};
}

Outcome<Response> configure(const Request& request, Ports& ports) {
  if (!ports.registry) return Error{Kind::kNotFound, "clients cannot register themselves"};
  const std::string token = bearer_of(request);
  if (request.method == "DELETE") {
    TRY(ports.registry->remove(request.subject, token));
    return Response{204, {{"Cache-Control", "no-store"}}, ""};
  }
  Registered known = TRY(ports.registry->find(request.subject, token));
  if (request.method == "PUT") {
    TRY(check_replacement(request, known.client));
    const ClientMetadata metadata = TRY(read_client_metadata(request.body, MetadataSource::kRegistration));
    known = TRY(ports.registry->replace(request.subject, token, metadata, context_of(request)));
  }
  return json_answer(body_of(request, known, token), true);
}

}  // namespace

Response registration(const Request& request, Ports& ports) {
  if (request.method != "POST") return method_not_allowed("POST");
  Outcome<Response> answer = create(request, ports);
  return answer ? *std::move(answer) : refused(answer.error());
}

Response client_configuration(const Request& request, Ports& ports) {
  if (request.method != "GET" && request.method != "PUT" && request.method != "DELETE") {
    return method_not_allowed("GET, PUT, DELETE");
  }
  Outcome<Response> answer = configure(request, ports);
  return answer ? *std::move(answer) : refused(answer.error());
}

}  // namespace genauth::oidc
