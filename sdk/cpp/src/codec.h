// Values to JSON, queries and forms, and back. Private to the SDK; the JSON library stands in codec.cpp
// alone.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "genauth/channel.h"
#include "genauth/json.h"
#include "genauth/response.h"

namespace genauth::detail {

// Writes JSON text.
class Writer {
 public:
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void begin_item();  // of an array
  void key(std::string_view name);
  void string(std::string_view text);
  void raw(std::string_view text);

  // Leaves out what is absent.
  template <class T>
  void member(std::string_view name, const T& value);

  std::string take() { return std::move(text_); }

 private:
  void comma();
  std::string text_;
};

// Points at a value inside a parsed document, which must outlive it; or at nothing.
class Reader {
 public:
  explicit Reader(const void* value) : value_(value) {}
  explicit operator bool() const { return value_ != nullptr; }

  Reader at(std::string_view name) const;  // nothing: absent, null, or this is no object
  std::size_t size() const;                // of an array, else 0
  Reader item(std::size_t index) const;
  bool is_object() const;

  // A value of another type than the contract says leaves the target as it is.
  void get(std::string& value) const;
  void get(std::int64_t& value) const;
  void get(double& value) const;
  void get(bool& value) const;
  void get(Json& value) const;

  template <class T>
  void member(std::string_view name, T& value) const;

 private:
  const void* value_;
};

inline void write(Writer& out, const std::string& value) {
  out.string(value);
}
inline void write(Writer& out, const Json& value) {
  out.raw(value.empty() ? "null" : value.text());
}
void write(Writer& out, std::int64_t value);
void write(Writer& out, double value);
void write(Writer& out, bool value);
inline void read(Reader in, std::string& value) {
  in.get(value);
}
inline void read(Reader in, std::int64_t& value) {
  in.get(value);
}
inline void read(Reader in, double& value) {
  in.get(value);
}
inline void read(Reader in, bool& value) {
  in.get(value);
}
inline void read(Reader in, Json& value) {
  in.get(value);
}

template <class T>
void write(Writer& out, const std::vector<T>& values) {
  out.begin_array();
  for (const T& value : values) {
    out.begin_item();
    write(out, value);
  }
  out.end_array();
}

template <class T>
void read(Reader in, std::vector<T>& values) {
  values.resize(in.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    T value{};  // by way of a local, since std::vector<bool> has no references
    read(in.item(i), value);
    values[i] = std::move(value);
  }
}

inline bool is_absent(const Json& value) {
  return value.empty();
}
template <class T>
bool is_absent(const T&) {
  return false;
}

template <class T>
void write_member(Writer& out, std::string_view name, const T& value) {
  if (is_absent(value)) return;
  out.key(name);
  write(out, value);
}

template <class T>
void write_member(Writer& out, std::string_view name, const std::optional<T>& value) {
  if (value) write_member(out, name, *value);
}

template <class T>
void read_member(Reader in, T& value) {
  if (in) read(in, value);
}

template <class T>
void read_member(Reader in, std::optional<T>& value) {
  if (in) read(in, value.emplace());
}

template <class T>
void Writer::member(std::string_view name, const T& value) {
  write_member(*this, name, value);
}

template <class T>
void Reader::member(std::string_view name, T& value) const {
  read_member(at(name), value);
}

// Percent-encoding of all but unreserved characters.
std::string escape(std::string_view text);

inline std::string plain(const std::string& value) {
  return value;
}
template <class T>
std::string plain(const T& value) {
  Writer out;
  write(out, value);
  return out.take();
}

// Parameters of a query or members of a form; arrays repeat their name.
class Query {
 public:
  void add(std::string_view name, const std::string& value);
  template <class T>
  void add(std::string_view name, const T& value) {
    if (!is_absent(value)) add(name, plain(value));
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) add(name, *value);
  }
  template <class T>
  void add(std::string_view name, const std::vector<T>& values) {
    for (const T& value : values) add(name, value);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void fill_text(std::string& path, std::string_view name, const std::string& value);
template <class T>
void fill(std::string& path, std::string_view name, const T& value) {
  fill_text(path, name, plain(value));
}
template <class T>
void fill(std::string& path, std::string_view name, const std::optional<T>& value) {
  fill_text(path, name, value ? plain(*value) : std::string());
}

template <class T>
void add_header(Request& request, std::string name, const T& value) {
  request.headers.emplace_back(std::move(name), plain(value));
}
template <class T>
void add_header(Request& request, std::string name, const std::optional<T>& value) {
  if (value) add_header(request, std::move(name), *value);
}

template <class T>
void set_body(Request& request, const T& body) {
  request.body = plain(body);
  request.content_type = "application/json";
}

// Rewrites a JSON object as a form: scalars plain, what is structured as JSON text.
std::string form_of(const std::string& object);
template <class T>
void set_form(Request& request, const T& body) {
  request.body = form_of(plain(body));
  request.content_type = "application/x-www-form-urlencoded";
}

// Puts the application's id and secret into a JSON body that has none.
void add_credentials(Request& request, const std::string& id, const std::string& secret);

// An answer's text, parsed. `head` is filled; `data` is what the caller asked for, or nothing.
class Document {
 public:
  Document(const Answer& answer, bool whole);  // whole: the answer has no envelope
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  ResponseHead head;
  Reader data{nullptr};

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

template <class T>
Response<T> understand(const Answer& answer, bool whole) {
  const Document document(answer, whole);
  Response<T> response;
  static_cast<ResponseHead&>(response) = document.head;
  if constexpr (!std::is_void_v<T>) read_member(document.data, response.data);
  return response;
}

}  // namespace genauth::detail
