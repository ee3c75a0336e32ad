#include "net/chunk_decoder.h"

namespace genauth::net {
namespace {

constexpr unsigned kMaxDigits = 15;  // the size cannot overflow
constexpr std::size_t kMaxLine = 1024;
constexpr std::size_t kMaxTrailers = 8 * 1024;
// A body made of one-byte chunks or of extensions costs us far more than it carries.
constexpr std::uint64_t kFreeOverhead = 16 * 1024;
constexpr std::uint64_t kOverheadPerByte = 16;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_control(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u < 0x20 && u != '\t') || u == 0x7f;
}

}  // namespace

ChunkDecoder::Step ChunkDecoder::feed(std::string_view& input, std::string& body, std::uint64_t limit) {
  while (!input.empty()) {
    if (state_ == State::kData) {
      const std::string_view piece =
          input.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
      body += piece;
      input.remove_prefix(piece.size());
      carried_ += piece.size();
      left_ -= piece.size();
      if (left_ == 0) state_ = State::kDataEnd;
      continue;
    }
    const char c = input.front();
    input.remove_prefix(1);
    if (++overhead_ > kFreeOverhead + kOverheadPerByte * carried_) return Step::kMalformed;
    const Step step = take_line_byte(c, limit - body.size());
    if (step != Step::kNeedMore) return step;
  }
  return Step::kNeedMore;
}

ChunkDecoder::Step ChunkDecoder::take_line_byte(char c, std::uint64_t room) {
  switch (state_) {
    case State::kSize:
      return take_size_byte(c);
    case State::kExtension:
      if (c == '\r') {
        state_ = State::kSizeEnd;
      } else if (is_control(c) || ++line_bytes_ > kMaxLine) {
        return Step::kMalformed;
      }
      return Step::kNeedMore;
    case State::kSizeEnd:
      return c == '\n' ? end_size_line(room) : Step::kMalformed;
    case State::kDataEnd:
      if (c != (data_ended_ ? '\n' : '\r')) return Step::kMalformed;
      if (data_ended_) state_ = State::kSize;
      data_ended_ = !data_ended_;
      return Step::kNeedMore;
    case State::kTrailer:
      if (++trailer_bytes_ > kMaxTrailers) return Step::kMalformed;
      if (c == '\r') {
        state_ = State::kTrailerEnd;
        return Step::kNeedMore;
      }
      ++column_;
      return is_control(c) ? Step::kMalformed : Step::kNeedMore;
    case State::kTrailerEnd:
      if (c != '\n') return Step::kMalformed;
      if (column_ == 0) return Step::kDone;
      column_ = 0;
      state_ = State::kTrailer;
      return Step::kNeedMore;
    case State::kData:
      break;  // not a line
  }
  return Step::kMalformed;
}

// chunk-size, then BWS and an extension or the end of the line.
ChunkDecoder::Step ChunkDecoder::take_size_byte(char c) {
  const int digit = hex_digit(c);
  if (digit >= 0 && !blank_) {
    if (++digits_ > kMaxDigits) return Step::kMalformed;
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return Step::kNeedMore;
  }
  if (digits_ == 0) return Step::kMalformed;
  if (c == ' ' || c == '\t') {
    blank_ = true;
    return ++line_bytes_ > kMaxLine ? Step::kMalformed : Step::kNeedMore;
  }
  if (c == ';') {
    state_ = State::kExtension;
  } else if (c == '\r' && !blank_) {
    state_ = State::kSizeEnd;
  } else {
    return Step::kMalformed;
  }
  return Step::kNeedMore;
}

ChunkDecoder::Step ChunkDecoder::end_size_line(std::uint64_t room) {
  if (left_ > room) return Step::kTooLarge;
  state_ = left_ == 0 ? State::kTrailer : State::kData;
  digits_ = 0;
  blank_ = false;
  line_bytes_ = 0;
  return Step::kNeedMore;
}

}  // namespace genauth::net
