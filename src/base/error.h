// What goes wrong, as a value. Codes come from contract/errors (generated); texts, statusCode and
// apiCode are looked up at the edge, in the caller's language. Nothing below the edge writes user-facing
// text.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace genauth {

// One value per key of contract/errors; the constants (errors::kTokenInvalid) are in the generated headers
// gen/errors/GROUP.h, the texts in gen/error_table.h.
enum class Code : std::uint32_t;

// A refusal or failure on its way up.
//   detail     for the log only, never sent to a caller; may name internals, never a secret
//   field      path of the offending request member ("passCode", "list.0.email"), empty if none
//   arg        the one value that the message template needs (a limit, a list of allowed values), empty if
//   none data_json  compact JSON that becomes the envelope's `data` (e.g. {"remainCount":3}), empty if none
// Cheap to move (one pointer beside the code); not copyable by accident on hot paths, clone() says so.
class Error {
 public:
  struct Extra {
    std::string detail, field, arg, data_json;
  };

  Error(Code code) : code_(code) {}  // NOLINT: conversion is the point, `return errors::kX;` reads well
  Error(Code code, std::string detail) : code_(code) { extra().detail = std::move(detail); }

  Code code() const { return code_; }
  const std::string& detail() const { return view().detail; }
  const std::string& field() const { return view().field; }
  const std::string& arg() const { return view().arg; }
  const std::string& data_json() const { return view().data_json; }

  Error&& with_field(std::string field) && { return extra().field = std::move(field), std::move(*this); }
  Error&& with_arg(std::string arg) && { return extra().arg = std::move(arg), std::move(*this); }
  Error&& with_data(std::string json) && { return extra().data_json = std::move(json), std::move(*this); }
  Error&& with_detail(std::string text) && { return extra().detail = std::move(text), std::move(*this); }

  Error clone() const {
    Error copy(code_);
    if (extra_) copy.extra_ = std::make_unique<Extra>(*extra_);
    return copy;
  }

 private:
  Extra& extra() {
    if (!extra_) extra_ = std::make_unique<Extra>();
    return *extra_;
  }
  const Extra& view() const {
    static const Extra kNone;
    return extra_ ? *extra_ : kNone;
  }

  Code code_;
  std::unique_ptr<Extra> extra_;
};

}  // namespace genauth
