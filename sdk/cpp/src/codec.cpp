#include "codec.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

namespace genauth::detail {
namespace {

namespace json = boost::json;

const json::value& as(const void* value) {
  return *static_cast<const json::value*>(value);
}

template <class T>
std::string number(T value) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

}  // namespace

void Writer::comma() {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
}

void Writer::begin_object() {
  text_ += '{';
}
void Writer::end_object() {
  text_ += '}';
}
void Writer::begin_array() {
  text_ += '[';
}
void Writer::end_array() {
  text_ += ']';
}
void Writer::begin_item() {
  comma();
}
void Writer::raw(std::string_view text) {
  text_ += text;
}

void Writer::key(std::string_view name) {
  comma();
  string(name);
  text_ += ':';
}

void Writer::string(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  text_ += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (byte < 0x20) {
      text_ += "\\u00";
      text_ += hex[byte >> 4];
      text_ += hex[byte & 15];
    } else {
      text_ += c;
    }
  }
  text_ += '"';
}

void write(Writer& out, std::int64_t value) {
  out.raw(number(value));
}
void write(Writer& out, double value) {
  out.raw(std::isfinite(value) ? number(value) : "null");
}
void write(Writer& out, bool value) {
  out.raw(value ? "true" : "false");
}

Reader Reader::at(std::string_view name) const {
  const json::object* object = value_ != nullptr ? as(value_).if_object() : nullptr;
  const json::value* found = object != nullptr ? object->if_contains(name) : nullptr;
  return Reader(found == nullptr || found->is_null() ? nullptr : found);
}

std::size_t Reader::size() const {
  const json::array* array = as(value_).if_array();
  return array != nullptr ? array->size() : 0;
}

Reader Reader::item(std::size_t index) const {
  return Reader(&as(value_).get_array()[index]);
}
bool Reader::is_object() const {
  return value_ != nullptr && as(value_).is_object();
}

void Reader::get(std::string& value) const {
  if (const json::string* text = as(value_).if_string()) value.assign(text->data(), text->size());
}

void Reader::get(std::int64_t& value) const {
  if (const std::int64_t* whole = as(value_).if_int64()) value = *whole;
}

void Reader::get(double& value) const {
  if (const double* real = as(value_).if_double()) value = *real;
  if (const std::int64_t* whole = as(value_).if_int64()) value = static_cast<double>(*whole);
}

void Reader::get(bool& value) const {
  if (const bool* truth = as(value_).if_bool()) value = *truth;
}

void Reader::get(Json& value) const {
  value = Json::parse(json::serialize(as(value_)));
}

std::string escape(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  std::string out;
  for (const char c : text) {
    if (plain.find(c) != plain.npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

void Query::add(std::string_view name, const std::string& value) {
  if (!text_.empty()) text_ += '&';
  text_ += escape(name) + "=" + escape(value);
}

void fill_text(std::string& path, std::string_view name, const std::string& value) {
  const std::string mark = "{" + std::string(name) + "}";
  const std::size_t at = path.find(mark);
  if (at != path.npos) path.replace(at, mark.size(), escape(value));
}

std::string form_of(const std::string& object) {
  boost::system::error_code error;
  const json::value value = json::parse(object, error);
  Query form;
  if (error || !value.is_object()) return {};
  for (const auto& [name, member] : value.get_object()) {
    const json::string* text = member.if_string();
    form.add(std::string_view(name.data(), name.size()), text != nullptr
                                                             ? std::string(text->data(), text->size())
                                                             : std::string(json::serialize(member)));
  }
  return form.text();
}

void add_credentials(Request& request, const std::string& id, const std::string& secret) {
  boost::system::error_code error;
  json::value body = json::parse(request.body, error);
  if (error || !body.is_object() || body.get_object().contains("client_id")) return;
  body.get_object()["client_id"] = id;
  body.get_object()["client_secret"] = secret;
  request.body = json::serialize(body);
}

struct Document::Parsed {
  json::value value;
};

Document::Document(const Answer& answer, bool whole) : parsed_(new Parsed) {
  head.failure = answer.failure;
  head.message = answer.message;
  if (answer.failure != Failure::kNone) return;
  boost::system::error_code error;
  parsed_->value = json::parse(answer.body, error);
  const Reader all(&parsed_->value);
  const bool enveloped = !error && all.at("statusCode") && all.at("message");
  if (enveloped) {
    all.member("statusCode", head.status_code);
    all.member("message", head.message);
    all.member("apiCode", head.api_code);
    all.member("requestId", head.request_id);
    if (head.status_code == 200) data = whole ? all : all.at("data");
  } else if (whole && !error) {
    head.status_code = answer.http_status;
    if (answer.http_status == 200 && !parsed_->value.is_null()) data = all;
  } else {
    head.failure = Failure::kAnswer;
    head.message = "the answer, with HTTP status " + number(answer.http_status) + ", is none of GenAuth";
  }
}

Document::~Document() = default;

}  // namespace genauth::detail
