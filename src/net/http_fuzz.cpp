// The request reader against any bytes, cut in two ways: the same requests and the same end must come out.
#include <cstdlib>

#include "net/request_reader.h"

namespace {

using namespace genauth::net;
using Step = RequestReader::Step;

const Limits kLimits = [] {
  Limits limits;
  limits.head_bytes = 512;
  limits.header_count = 8;
  limits.target_bytes = 64;
  limits.body_bytes = 1024;
  return limits;
}();

// Everything that a handler could see, and how it ended.
std::string read_all(std::string_view bytes, std::size_t piece) {
  RequestReader reader(kLimits);
  std::string seen;
  for (;;) {
    switch (reader.advance()) {
      case Step::kHead:
        seen.append(reader.method()).append(reader.path());
        continue;
      case Step::kDone: {
        const Request request = reader.take("192.0.2.1", false);
        for (const auto part :
             {request.method(), request.path(), request.query(), request.host(), request.body()}) {
          seen.append(part).append("\n");
        }
        for (const Header& header : request.headers())
          seen.append(header.name).append(header.value).append("\n");
        continue;
      }
      case Step::kRefused:
        if (reader.has_head()) seen += reader.refused_head("192.0.2.1", false).target();
        return seen + std::to_string(reader.status());
      case Step::kNeedMore:
        break;
    }
    if (bytes.empty()) return seen + "more";
    const auto room = reader.prepare();
    const std::size_t count = std::min({room.size(), bytes.size(), piece});
    std::copy_n(bytes.begin(), count, room.begin());
    bytes.remove_prefix(count);
    reader.commit(count);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = 1 + data[0] % 32;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (read_all(bytes, bytes.size() + 1) != read_all(bytes, piece)) std::abort();
  return 0;
}
