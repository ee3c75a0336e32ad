// What is said to the person who runs the installation: on the command line and when the server cannot start.
#pragma once
#include <string>

#include "base/error.h"

namespace genauth::app {

// kInvalidOperation with this detail.
Error for_operator(std::string text);

// "phone must_be_one_of (a, b)": which field, which error, and its argument, as far as there are any.
std::string words_of(const Error& error);

// The error's detail, or words_of() it.
std::string reason_of(const Error& error);

}  // namespace genauth::app
