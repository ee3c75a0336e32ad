#include "app/operator.h"

#include "gen/error_table.h"
#include "gen/errors/objects.h"

namespace genauth::app {

Error for_operator(std::string text) {
  return Error(errors::kInvalidOperation, std::move(text));
}

std::string words_of(const Error& error) {
  std::string text = error.field();
  if (!text.empty()) text += ' ';
  text += error_row(error.code()).key;
  if (!error.arg().empty()) text += " (" + error.arg() + ")";
  return text;
}

std::string reason_of(const Error& error) {
  return error.detail().empty() ? words_of(error) : error.detail();
}

}  // namespace genauth::app
