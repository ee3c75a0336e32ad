// One row of the route table: everything that the pipeline knows of an operation. Generated from the
// contract.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/type.h"

namespace genauth::api {

class Call;

enum class Audience : std::uint8_t { kPublic, kUser, kManagement };
// Where the handler runs. auto: a worker. inline: on the event loop, for what needs memory only. read: on the
// event loop where the store is SQLite (a few microseconds for a row by primary key), on a worker with
// PostgreSQL. outbound: the pool of threads that may wait for vendors.
enum class Lane : std::uint8_t { kAuto, kInline, kRead, kOutbound };

struct Operation {
  std::string_view name;          // "bind-phone"; one stem for code, logs, metrics, tests
  std::string_view operation_id;  // "bindPhone", as in the contract
  std::string_view method;        // "POST"
  std::string_view path;          // "/api/v3/bind-phone"; {name} stands for one segment
  std::string_view module;        // "authentication/profile": the contract file
  Audience audience;
  Lane lane;
  std::string_view outbound_member;                   // of the body; empty: the lane is always the same
  std::span<const std::string_view> outbound_values;  // with these the call goes to lane outbound
  bool live;                                          // false: planned, answered by statusCode 501
  bool enveloped;                // false: the data stands alone, without statusCode and message
  bool replies;                  // x-reply: the handler gives a Reply instead of data
  bool form;                     // the body is a form, not JSON
  bool cross_origin;             // pages of other origins may read the answer, if the application names them
  std::string_view permission;   // "user:create" or empty
  std::int64_t body_bytes_max;   // x-body-bytes-max; 0: limits.body_bytes
  const json::Type* query;       // parameters of query and path; null if the operation has none
  const json::Type* body;        // null if it has none
  const json::Type* data;        // what `data` holds; null if nothing
  std::span<const Code> errors;  // what x-errors declares
  // Decodes and validates the request, runs the handler, appends the JSON of its result (nothing for void).
  // Null for planned operations.
  Result<void> (*invoke)(Call& call, std::string& data_json);
};

// All of them, by path then method. Defined in the generated routes.cpp, which only src/app links.
std::span<const Operation> operations();

}  // namespace genauth::api
