#include "api/pipeline.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "api/authorization.h"
#include "api/call_log.h"
#include "api/envelope.h"
#include "api/own_page.h"
#include "api/permission.h"
#include "api/pipeline_work.h"
#include "api/public_documents.h"
#include "api/reply.h"
#include "base/encoding.h"
#include "gen/error_table.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "json/document.h"
#include "net/form.h"

namespace genauth::api {
namespace {}  // namespace

// The order of a call. A step that fails ends it.
struct Pipeline::Step {
  std::string_view name;
  Result<void> (Pipeline::*run)(Work&);
};
const Pipeline::Step Pipeline::kSteps[] = {
    {"limit_address", &Pipeline::limit_address},  // cheapest first: nothing has been parsed yet
    {"parse_query", &Pipeline::parse_query},
    {"parse_body", &Pipeline::parse_body},
    {"choose_lane", &Pipeline::choose_lane},      // what the body says may have to wait for vendors
    {"resolve_place", &Pipeline::resolve_place},  // which application and pool, unproved
    {"allow_origin", &Pipeline::allow_origin},    // before authenticate, so that a page can read its 401
    {"authenticate", &Pipeline::authenticate},    // proves the credential, for this place
    {"limit_subject", &Pipeline::limit_subject},  // a caller who is known, from any number of addresses
    {"invoke", &Pipeline::invoke},                // decode, validate, handler, encode
};

Pipeline::Pipeline(std::span<const Operation> operations, const PipelineParts& parts,
                   const PipelineOptions& options)
    : router_(operations), parts_(parts), options_(options) {}

bool Pipeline::runs_inline(const Operation& operation) const {
  if (!operation.live) return true;
  if (operation.lane == Lane::kInline) return true;
  return operation.lane == Lane::kRead && parts_.database.engine() == db::Engine::kSqlite;
}

void Pipeline::handle(Incoming incoming) {
  const net::Request& request = incoming.exchange->request();
  Match match = router_.match(request.method(), incoming.path);
  if (match.operation == nullptr) {
    Error error = match.path_known ? Error(errors::kMethodNotAllowed).with_arg(std::string(request.method()))
                                   : Error(errors::kRouteNotFound).with_arg(incoming.path);
    const std::int64_t wait_s = parts_.limiter.wait_s(incoming.envelope.client_ip, parts_.clock.now_ms());
    if (wait_s > 0) error = Error(errors::kThrottled).with_arg(std::to_string(wait_s));
    return refuse(incoming, nullptr, error);
  }
  const Operation& operation = *match.operation;
  incoming.envelope.legacy = operation.path.starts_with("/api/v2/") || operation.path.starts_with("/oauth/");
  auto work = std::make_shared<Work>(std::move(incoming), operation, parts_);
  work->match = std::move(match);
  work->next = std::begin(kSteps);
  // A proof of a key is written down as used, which no event loop waits for.
  if (runs_inline(operation) && !request.header("dpop")) return run(work);
  net::Workers& lane = operation.lane == Lane::kOutbound ? parts_.outbound : parts_.workers;
  if (!lane.post([this, work] { run(work); })) refuse(work->incoming, &operation, errors::kBusy);
}

void Pipeline::run(const std::shared_ptr<Work>& work) {
  const std::int64_t waited_ms = (Clock::steady_ns() - work->incoming.arrived_ns) / 1'000'000;
  Result<void> outcome;
  if (waited_ms > options_.request_timeout_ms) outcome = errors::kDeadlineExceeded;
  while (outcome && work->next != std::end(kSteps)) {
    const Step& step = *work->next++;
    try {
      outcome = (this->*step.run)(*work);
    } catch (const std::exception& thrown) {  // a library's; we never throw
      outcome = Error(errors::kInternal, std::string(step.name) + ": " + thrown.what());
    }
    if (!outcome || !std::exchange(work->moves, false)) continue;
    if (parts_.outbound.post([this, work] { run(work); })) return;
    outcome = errors::kBusy;
  }
  finish(*work, outcome);
}

Result<void> Pipeline::limit_address(Work& work) {
  const std::int64_t wait_s = parts_.limiter.wait_s(work.call.envelope.client_ip, work.call.now_ms);
  if (wait_s > 0) return Error(errors::kThrottled).with_arg(std::to_string(wait_s));
  if (!work.match.literal.empty()) return Error(errors::kLiteralTemplate).with_arg(work.match.literal);
  if (!work.call.operation.live)
    return Error(errors::kPlanned).with_arg(std::string(work.call.operation.name));
  return {};
}

Result<void> Pipeline::parse_query(Work& work) {
  if (!work.request().query().empty()) {
    auto pairs = net::parse_form(work.request().query());
    if (!pairs) return errors::kBodyNotForm;
    work.call.query_ = std::move(*pairs);
  }
  for (auto& param : work.match.path_params) work.call.query_.push_back(std::move(param));
  return {};
}

Result<void> Pipeline::parse_body(Work& work) {
  const std::string_view body = trim(work.request().body());
  // An operation without parameters is POSTed as an empty body, "{}" or the text null, depending on the SDK.
  const bool is_empty = body.empty() || body == "null";
  if (work.call.operation.form) {
    auto pairs = net::parse_form(body);
    if (!pairs) return errors::kBodyNotForm;
    work.call.form_ = std::move(*pairs);
    return {};
  }
  if (is_empty && work.call.operation.body == nullptr) return {};
  work.call.document_ = &json::Document::empty_object();
  if (is_empty) return {};
  json::Limits limits = options_.json_limits;
  limits.max_bytes = static_cast<std::size_t>(body_limit(work.call.operation));
  work.document = TRY(json::Document::parse(body, limits));
  work.call.document_ = &*work.document;
  return {};
}

namespace {

std::string string_member(const json::Document& document, std::string_view name) {
  for (const json::Document::Member& member : document.members())
    if (member.key == name && member.kind == json::ValueKind::kString) return member.text;
  return {};
}

}  // namespace

Result<void> Pipeline::choose_lane(Work& work) {
  const Operation& operation = work.call.operation;
  if (operation.outbound_member.empty() || work.call.document_ == nullptr) return {};
  const std::string value = string_member(*work.call.document_, operation.outbound_member);
  work.moves = std::ranges::find(operation.outbound_values, value) != operation.outbound_values.end();
  return {};
}

Result<void> Pipeline::resolve_place(Work& work) {
  believe_host(work.call.envelope, parts_.directory);
  // Judged here, where it is known which host the page must be of.
  if (!is_own_page(work.request(), work.call.envelope.base_url)) work.call.envelope.interaction.clear();
  if (work.call.operation.audience == Audience::kManagement) return {};  // the access key says which pool
  const net::Request& request = work.request();
  std::string app_id = work.incoming.path_app_id;
  for (const std::string_view name : {"x-authing-app-id", "x-genauth-app-id"})
    if (const auto value = request.header(name); app_id.empty() && value) app_id = *value;
  if (app_id.empty() && work.call.document_ != nullptr)
    app_id = string_member(*work.call.document_, "client_id");
  Place place;
  if (app_id.empty()) {
    const std::string_view host = request.host();
    place = TRY(parts_.directory.by_host(host.substr(0, host.rfind(':'))));
    app_id = place.app_id;
  }
  if (app_id.empty()) {
    if (const auto authorization = request.header("authorization"))
      app_id = parts_.directory.app_of_token(bare_token(*authorization));
    if (app_id.empty()) return {};  // handlers that need an application say so
    Result<Place> named = parts_.directory.by_app(app_id);
    // The token of a machine, or of what is gone: it names no application, and proves nobody.
    if (!named && named.error().code() == errors::kAppNotFound) return {};
    place = TRY(std::move(named));
  }
  if (place.pool_id.empty()) place = TRY(parts_.directory.by_app(app_id));
  work.call.pool_id = place.pool_id;
  work.call.app_id = place.app_id;
  work.call.application = std::move(place.application);
  return {};
}

Result<void> Pipeline::allow_origin(Work& work) {
  const auto origin = work.request().header("origin");
  if (says_the_same_to_all(work.call.operation)) {
    work.allowed_origin = "*";
    return {};
  }
  const bool is_of_own_page = !work.call.envelope.interaction.empty() || work.call.envelope.account_page;
  if (!origin || !work.call.operation.cross_origin || is_of_own_page) return {};
  if (TRY(parts_.directory.allows_origin(work.call.app_id, *origin))) work.allowed_origin = *origin;
  return {};
}

Result<void> Pipeline::authenticate(Work& work) {
  if (work.call.operation.audience == Audience::kManagement) return authenticate_management(work);
  if (const auto authorization = work.request().header("authorization")) {
    work.call.client = basic_credentials(*authorization);
    if (work.call.client.source != ClientCredentials::Source::kBasic)
      work.call.bearer = bare_token(*authorization);
  }
  Result<void> outcome = authenticate_user(work);
  // On a public operation a user token is a courtesy: an old one, which some SDKs send along everywhere, must
  // not stop a person from signing in again.
  if (work.call.operation.audience == Audience::kPublic) return {};
  return outcome;
}

Result<void> Pipeline::authenticate_user(Work& work) {
  const auto authorization = work.request().header("authorization");
  if (!authorization && work.call.envelope.account_page) return authenticate_browser(work);
  if (!authorization || authorization->empty() ||
      work.call.client.source == ClientCredentials::Source::kBasic)
    return errors::kNotSignedIn;
  if (work.call.app_id.empty()) return errors::kTokenInvalid;
  const api::TokenProof proof = {is_dpop_scheme(*authorization), work.request().header("dpop").value_or(""),
                                 work.call.envelope.certificate, work.request().method(),
                                 work.call.envelope.base_url + work.incoming.path};
  work.call.caller = TRY(parts_.directory.user({work.call.pool_id, work.call.app_id, work.call.application},
                                               bare_token(*authorization), proof, work.call.now_ms));
  return {};
}

Result<void> Pipeline::authenticate_browser(Work& work) {
  if (work.call.app_id.empty() || !is_own_page(work.request(), work.call.envelope.base_url))
    return errors::kNotSignedIn;
  work.call.caller = TRY(
      parts_.directory.browser({work.call.pool_id, work.call.app_id, work.call.application},
                               work.call.envelope.cookies, work.call.envelope.base_url, work.call.now_ms));
  return {};
}

Result<void> Pipeline::authenticate_management(Work& work) {
  const auto authorization = work.request().header("authorization");
  if (!authorization || authorization->empty()) return errors::kCredentialRequired;
  std::string permissions;
  if (parse_signature_header(*authorization)) {
    permissions = TRY(authenticate_signature(work, *authorization));
  } else {
    ManagementCaller caller = TRY(parts_.directory.management_token(
        bare_token(*authorization), work.call.envelope.certificate, work.call.now_ms));
    work.call.pool_id = std::move(caller.pool_id);
    work.call.caller.access_key_id = std::move(caller.access_key_id);
    permissions = std::move(caller.permissions);
  }
  for (const std::string_view name : {"x-authing-userpool-id", "x-genauth-userpool-id"})
    if (const auto pool = work.request().header(name); pool && !pool->empty() && *pool != work.call.pool_id)
      return Error(errors::kForbidden, "the credential belongs to another pool than the header names");
  if (!permits(permissions, work.call.operation.permission))
    return Error(errors::kForbidden, "the access key lacks " + std::string(work.call.operation.permission));
  return {};
}

Result<void> Pipeline::limit_subject(Work& work) {
  const Caller& caller = work.call.caller;
  const std::string& subject = caller.user_id.empty() ? caller.access_key_id : caller.user_id;
  if (subject.empty()) return {};
  const std::int64_t wait_s = parts_.subject_limiter.wait_s(subject, work.call.now_ms);
  if (wait_s > 0) return Error(errors::kThrottled).with_arg(std::to_string(wait_s));
  return {};
}

Result<void> Pipeline::invoke(Work& work) {
  return work.call.operation.invoke(work.call, work.data_json);
}

namespace {

net::Response json_response(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.content_type = "application/json; charset=utf-8";
  response.body = std::move(body);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

net::Response to_response(Reply reply) {
  net::Response response;
  response.status = reply.status;
  response.content_type = std::move(reply.content_type);
  response.body = std::move(reply.body);
  response.headers = std::move(reply.headers);
  return response;
}

net::Response failure(const Envelope& envelope, const Error& error) {
  if (envelope.wants_page) return to_response(error_page(envelope, error));
  return json_response(http_status(error), failure_body(envelope, error));
}

}  // namespace

net::Response Pipeline::answer(Work& work) {
  const Call& call = work.call;
  if (call.reply) return to_response(std::move(*call.reply));
  if (call.prebuilt.empty())
    return json_response(200, call.operation.enveloped ? success_body(call.envelope, work.data_json)
                                                       : std::move(work.data_json));
  net::Response response = json_response(200, success_head(call.envelope));
  response.static_body = {call.prebuilt.data(), call.prebuilt.size() + 1};  // with its closing brace
  return response;
}

void Pipeline::finish(Work& work, const Result<void>& outcome) {
  const Operation& operation = work.call.operation;
  const int status_code = outcome ? 200 : error_row(outcome.error().code()).status_code;
  net::Response response = outcome ? answer(work) : failure(work.call.envelope, outcome.error());
  for (std::string& line : work.call.set_cookies)
    response.headers.emplace_back("Set-Cookie", std::move(line));
  if (operation.cross_origin || work.request().header("origin"))
    response.headers.emplace_back("Vary", "Origin");
  if (!work.allowed_origin.empty())
    response.headers.emplace_back("Access-Control-Allow-Origin", work.allowed_origin);
  if (status_code == 429 && !outcome && parse_int(outcome.error().arg()))
    response.headers.emplace_back("Retry-After", outcome.error().arg());
  work.incoming.exchange->respond(std::move(response));
  const std::int64_t micros = (Clock::steady_ns() - work.incoming.arrived_ns) / 1000;
  parts_.metrics.record(&operation, status_code, micros);
  log_call(work.incoming, &operation, &work.call, status_code, outcome ? nullptr : &outcome.error(), micros);
}

void Pipeline::refuse(Incoming& incoming, const Operation* operation, const Error& error) {
  net::Response response = json_response(http_status(error), failure_body(incoming.envelope, error));
  if (error.code() == errors::kThrottled) response.headers.emplace_back("Retry-After", error.arg());
  incoming.exchange->respond(std::move(response));
  const std::int64_t micros = (Clock::steady_ns() - incoming.arrived_ns) / 1000;
  const int status_code = error_row(error.code()).status_code;
  parts_.metrics.record(operation, status_code, micros);
  log_call(incoming, operation, nullptr, status_code, &error, micros);
}

}  // namespace genauth::api
