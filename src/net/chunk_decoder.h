// Chunked transfer coding (RFC 9112 §7.1), undone strictly: what two servers could read in two ways is
// refused.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace genauth::net {

// Fed with what has arrived, in pieces of any size; the outcome does not depend on how it was cut.
class ChunkDecoder {
 public:
  enum class Step : std::uint8_t { kNeedMore, kDone, kMalformed, kTooLarge };

  // Takes bytes from the front of `input` and appends what they carry to `body`, which may grow to `limit`
  // bytes.
  Step feed(std::string_view& input, std::string& body, std::uint64_t limit);

 private:
  enum class State : std::uint8_t { kSize, kExtension, kSizeEnd, kData, kDataEnd, kTrailer, kTrailerEnd };
  Step take_line_byte(char c, std::uint64_t room);
  Step take_size_byte(char c);
  Step end_size_line(std::uint64_t room);

  State state_ = State::kSize;
  std::uint64_t left_ = 0;         // of the chunk's data
  unsigned digits_ = 0;            // of the size
  bool blank_ = false;             // white space was seen behind the size: only an extension may follow
  bool data_ended_ = false;        // CR seen behind the data
  std::size_t line_bytes_ = 0;     // of this chunk's header
  std::size_t trailer_bytes_ = 0;  // of all trailers
  std::size_t column_ = 0;         // in the trailer line
  std::uint64_t overhead_ = 0;     // bytes that carried nothing
  std::uint64_t carried_ = 0;
};

}  // namespace genauth::net
