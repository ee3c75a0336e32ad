// The one JSON parser: checks a text against RFC 8259 and the limits, and notes where each value stands.
#pragma once
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/document.h"

namespace genauth::json {

// The nodes of the text in document order, the top level first. Errors as Document::parse.
Result<std::vector<Node>> parse_nodes(std::string_view text, const Limits& limits);

}  // namespace genauth::json
