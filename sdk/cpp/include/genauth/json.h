#pragma once
#include <string>
#include <utility>

namespace genauth {

// A value of free form, as JSON text: custom data, conditions, settings of vendors. An empty one is absent
// and is not sent. The text is the caller's to parse, with the JSON library of their choice.
class Json {
 public:
  Json() = default;

  // Takes the text as it is; the server refuses what is not JSON.
  static Json parse(std::string text) {
    Json value;
    value.text_ = std::move(text);
    return value;
  }

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace genauth
