// What the route table points at: decode and validate, run the handler, encode. One instance per live
// operation.
#pragma once
#include <string>
#include <type_traits>

#include "api/call.h"
#include "api/reply.h"
#include "json/codec.h"

namespace genauth::api {

// A handler is Result<T>(Call&), Result<T>(Call&, const Query&), Result<T>(Call&, const Body&) or
// Result<T>(Call&, const Query&, const Body&); which one argument means is said by the operation's row.
namespace detail {

inline Result<void> decode_query(const Call& call, void* out) {
  return json::decode_query(*call.operation.query, call.query_params(), out);
}

inline Result<void> decode_body(const Call& call, void* out) {
  if (call.operation.form) return json::decode_query(*call.operation.body, call.form_params(), out);
  const json::Document* document = call.document();
  return json::decode(*call.operation.body, document ? *document : json::Document::empty_object(), out);
}

template <class T>
Result<void> finish(Call& call, Result<T> result, std::string& data_json) {
  if (!result) return std::move(result).error();
  if constexpr (std::is_same_v<T, json::Prebuilt>)
    call.prebuilt = result->text;
  else if constexpr (std::is_same_v<T, Reply>)
    call.reply = std::make_shared<Reply>(*std::move(result));
  else if constexpr (!std::is_void_v<T>)
    json::encode(*call.operation.data, &result.value(), data_json);
  return {};
}

template <class T>
Result<void> run(Result<T> (*handler)(Call&), Call& call, std::string& data_json) {
  return finish(call, handler(call), data_json);
}

template <class T, class Argument>
Result<void> run(Result<T> (*handler)(Call&, const Argument&), Call& call, std::string& data_json) {
  Argument argument{};
  TRY(call.operation.query ? decode_query(call, &argument) : decode_body(call, &argument));
  return finish(call, handler(call, argument), data_json);
}

template <class T, class Query, class Body>
Result<void> run(Result<T> (*handler)(Call&, const Query&, const Body&), Call& call, std::string& data_json) {
  Query query{};
  Body body{};
  TRY(decode_query(call, &query));
  TRY(decode_body(call, &body));
  return finish(call, handler(call, query, body), data_json);
}

}  // namespace detail

template <auto handler>
Result<void> invoke(Call& call, std::string& data_json) {
  return detail::run(handler, call, data_json);
}

}  // namespace genauth::api
