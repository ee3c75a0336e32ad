#include "net/request_reader.h"

#include <boost/beast/http/basic_parser.hpp>
#include <charconv>

namespace genauth::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

constexpr std::size_t kFirstBuffer = 2 * 1024;
constexpr std::size_t kBodyStep = 64 * 1024;
constexpr std::size_t kMovedWhole = 4 * 1024;  // from here on the buffer itself goes to the Request

std::string_view plain(string_view text) {
  return {text.data(), text.size()};
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t') || u == 0x7f;
  });
}

bool is_authority(std::string_view text) {
  return text.find_first_of(" \t/?#@\\\"<>") == std::string_view::npos;
}

}  // namespace

// Beast's callbacks, writing into the reader; of a body it sees nothing. Any error ends parsing; the reader's
// status_ says which, if it set one.
class RequestReader::Grammar final : public http::basic_parser<true> {
 public:
  explicit Grammar(RequestReader& reader) : reader_(reader) {
    header_limit(std::numeric_limits<std::uint32_t>::max());  // the reader counts the whole head
    body_limit(boost::none);                                  // and the whole body
  }

 private:
  void stop(error_code& ec, int status, std::string_view reason) {
    reader_.status_ = status;
    reader_.reason_ = reason;
    ec = http::error::bad_value;
  }
  void on_request_impl(http::verb, string_view method, string_view target, int version,
                       error_code&) override {
    reader_.method_ = reader_.slice(plain(method));
    reader_.target_ = reader_.slice(plain(target));
    reader_.minor_version_ = static_cast<std::uint8_t>(version - 10);
  }
  void on_field_impl(http::field, string_view name, string_view value, error_code& ec) override {
    if (reader_.fields_.size() >= reader_.limits_.header_count) return stop(ec, 431, "too many headers");
    const char* begin = reader_.buffer_.get();
    // A folded value is the one thing that Beast does not hand over in place.
    if (!value.empty() && (value.data() < begin || value.data() >= begin + reader_.size_)) {
      return stop(ec, 400, "a header is folded over several lines");
    }
    reader_.fields_.push_back(
        {reader_.slice(plain(name)), value.empty() ? Slice{} : reader_.slice(plain(value))});
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
    return body.size();
  }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, string_view, int, error_code&) override {}

  RequestReader& reader_;
};

RequestReader::RequestReader(const Limits& limits)
    : limits_(limits), grammar_(std::make_unique<Grammar>(*this)), body_limit_(limits.body_bytes) {}
RequestReader::~RequestReader() = default;

RequestReader::Slice RequestReader::slice(std::string_view text) const {
  return {static_cast<std::uint32_t>(text.data() - buffer_.get()), static_cast<std::uint32_t>(text.size())};
}

std::string_view RequestReader::method() const {
  return view(method_);
}
std::string_view RequestReader::path() const {
  return path_.length == 0 ? "/" : view(path_);
}

std::span<char> RequestReader::prepare() {
  if (size_ == capacity_) {
    std::size_t wanted = std::max(kFirstBuffer, capacity_ * 2);
    // A long body grows the buffer by steps of what has really arrived: a length alone costs the caller
    // nothing.
    if (has_length_ && head_done_) {
      const auto whole = head_bytes_ + static_cast<std::size_t>(content_length_);
      wanted = std::max(size_ + 1, std::min(whole, std::max(wanted, size_ + kBodyStep)));
    }
    auto grown = std::make_unique_for_overwrite<char[]>(wanted);
    if (size_ > 0) std::memcpy(grown.get(), buffer_.get(), size_);
    buffer_ = std::move(grown);
    capacity_ = wanted;
  }
  return {buffer_.get() + size_, capacity_ - size_};
}

void RequestReader::commit(std::size_t count) {
  size_ += count;
  if (head_done_) body_bytes_seen_ += count;
}

RequestReader::Step RequestReader::refuse(int status, std::string_view reason) {
  status_ = status;
  reason_ = reason;
  return Step::kRefused;
}

RequestReader::Step RequestReader::advance() {
  if (status_ != 0) return Step::kRefused;
  if (!head_done_) return advance_head();
  return chunked_ ? advance_chunked_body() : advance_sized_body();
}

// Beast sees the head once, when it is complete: fed with pieces it would look for the end first and for
// errors then, so that the same bytes could be refused now or only after the time-out.
RequestReader::Step RequestReader::advance_head() {
  if (!scan_head()) return status_ != 0 ? Step::kRefused : Step::kNeedMore;
  error_code ec;
  grammar_->put({buffer_.get(), head_bytes_}, ec);
  if (status_ != 0) return Step::kRefused;
  if (ec == http::error::bad_version) return refuse(400, "the HTTP version is not 1.0 or 1.1");
  if ((ec && ec != http::error::need_more) || !grammar_->is_header_done()) {
    return refuse(400, "the request head is malformed");
  }
  return finish_head();
}

// Looks at every byte of the head once: lines end with CRLF, and no control character stands in them. True
// when the empty line has been found; false if more is needed or status_ is set.
bool RequestReader::scan_head() {
  const std::size_t end = std::min(size_, limits_.head_bytes);
  if (scanned_ == 0 && size_ > 0 && !is_token(view({0, 1})) && buffer_[0] != '\r') {
    return refuse(400, "the request does not begin with a method"), false;  // TLS on a plain port, mostly
  }
  while (scanned_ < end) {
    const auto* found = static_cast<const char*>(std::memchr(buffer_.get() + scanned_, '\n', end - scanned_));
    if (found == nullptr) break;
    const auto at = static_cast<std::size_t>(found - buffer_.get());
    scanned_ = at + 1;
    const std::string_view line(buffer_.get() + line_start_, at - line_start_);
    if (line.empty() || line.back() != '\r' || has_control(line.substr(0, line.size() - 1))) {
      return refuse(400, "the head has a bare CR or LF or a control character"), false;
    }
    const std::size_t start = std::exchange(line_start_, scanned_);
    if (start == 0 && line.size() == 1) {
      // One empty line before a request is forgiven (RFC 9112 §2.2): old clients send it after a POST.
      if (std::exchange(skipped_blank_line_, true))
        return refuse(400, "the request begins with empty lines"), false;
      drop_front(scanned_);
      scanned_ = line_start_ = 0;
      return scan_head();
    }
    if (start == 0 && !check_first_line(line)) return false;
    if (line.size() == 1) {
      head_bytes_ = scanned_;
      return true;
    }
  }
  scanned_ = end;
  if (size_ < limits_.head_bytes) return false;
  return line_start_ == 0 ? refuse(414, "the request target is too long")
                          : refuse(431, "the request head is too large"),
         false;
}

bool RequestReader::check_first_line(std::string_view line) {
  const std::size_t first = line.find(' '), last = line.rfind(' ');
  if (first == last || last - first - 1 <= limits_.target_bytes) return true;
  return refuse(414, "the request target is too long"), false;
}

RequestReader::Step RequestReader::finish_head() {
  if (!check_fields() || !check_target()) return Step::kRefused;
  head_done_ = true;
  taken_ = head_bytes_;
  body_bytes_seen_ = size_ - head_bytes_;
  if (!chunked_ && content_length_ == 0) {
    expects_continue_ = false;
    return Step::kDone;
  }
  return Step::kHead;
}

RequestReader::Step RequestReader::advance_sized_body() {
  if (content_length_ > body_limit_) return refuse(413, "the body is too large");
  if (size_ - head_bytes_ < content_length_) return Step::kNeedMore;
  taken_ = head_bytes_ + static_cast<std::size_t>(content_length_);
  return Step::kDone;
}

RequestReader::Step RequestReader::advance_chunked_body() {
  std::string_view rest(buffer_.get() + head_bytes_, size_ - head_bytes_);
  const auto step = chunks_.feed(rest, decoded_, body_limit_);
  // What has been decoded leaves the buffer; only the head and what is behind the body stay.
  std::memmove(buffer_.get() + head_bytes_, rest.data(), rest.size());
  size_ = head_bytes_ + rest.size();
  switch (step) {
    case ChunkDecoder::Step::kNeedMore:
      return Step::kNeedMore;
    case ChunkDecoder::Step::kDone:
      return Step::kDone;
    case ChunkDecoder::Step::kTooLarge:
      return refuse(413, "the body is too large");
    case ChunkDecoder::Step::kMalformed:
      break;
  }
  return refuse(400, "the chunked body is malformed");
}

bool RequestReader::check_fields() {
  bool has_transfer_encoding = false;
  for (const Field& field : fields_) {
    const std::string_view name = view(field.name), value = view(field.value);
    if (!check_framing(name, value)) return false;
    has_transfer_encoding |= equal_ignoring_case(name, "Transfer-Encoding");
    if (!equal_ignoring_case(name, "Host")) continue;
    if (has_host_ || !is_authority(value))
      return refuse(400, "the Host header is repeated or malformed"), false;
    has_host_ = true;
    host_ = field.value;
  }
  if (has_transfer_encoding && has_length_) {
    return refuse(400, "Content-Length and Transfer-Encoding exclude each other"), false;
  }
  if (minor_version_ == 1 && !has_host_) return refuse(400, "the Host header is missing"), false;
  return true;
}

// The headers that decide where this request ends. RFC 9112 §6.1 and §6.3.
bool RequestReader::check_framing(std::string_view name, std::string_view value) {
  if (equal_ignoring_case(name, "Content-Length")) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), content_length_);
    const bool digits_only = !value.empty() && value[0] >= '0' && value[0] <= '9';
    if (has_length_ || !digits_only || error != std::errc() || end != value.data() + value.size()) {
      return refuse(400, "Content-Length is repeated or malformed"), false;
    }
    has_length_ = true;
  } else if (equal_ignoring_case(name, "Transfer-Encoding")) {
    if (chunked_ || minor_version_ == 0 || !equal_ignoring_case(value, "chunked")) {
      return refuse(400, "Transfer-Encoding is repeated or not chunked"), false;
    }
    chunked_ = true;
  } else if (equal_ignoring_case(name, "Connection")) {
    note_connection(value);
  } else if (equal_ignoring_case(name, "Expect")) {
    expects_continue_ = minor_version_ == 1 && equal_ignoring_case(value, "100-continue");
  }
  return true;
}

void RequestReader::note_connection(std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    std::string_view option = value.substr(0, comma);
    value.remove_prefix(std::min(comma + 1, value.size()));
    while (!option.empty() && (option.front() == ' ' || option.front() == '\t')) option.remove_prefix(1);
    while (!option.empty() && (option.back() == ' ' || option.back() == '\t')) option.remove_suffix(1);
    close_ |= equal_ignoring_case(option, "close");
    keep_alive_ |= equal_ignoring_case(option, "keep-alive");
  }
}

// RFC 9112 §3.2: origin-form, absolute-form, and the asterisk of OPTIONS. A fragment is never sent by honest
// clients.
bool RequestReader::check_target() {
  std::string_view rest = view(target_);
  if (rest.find('#') != std::string_view::npos)
    return refuse(400, "the request target has a fragment"), false;
  if (rest == "*" && view(method_) == "OPTIONS") {
    path_ = target_;
    return true;
  }
  if (rest.empty() || rest[0] != '/') {
    const std::size_t scheme = equal_ignoring_case(rest.substr(0, 7), "http://")    ? 7
                               : equal_ignoring_case(rest.substr(0, 8), "https://") ? 8
                                                                                    : 0;
    rest.remove_prefix(scheme);
    const std::string_view authority = rest.substr(0, std::min(rest.find_first_of("/?"), rest.size()));
    if (scheme == 0 || authority.empty() || !is_authority(authority)) {
      return refuse(400, "the request target is malformed"), false;
    }
    host_ = slice(authority);
    rest.remove_prefix(authority.size());
  }
  const std::size_t mark = rest.find('?');
  path_ = slice(rest.substr(0, mark));
  query_ = mark == std::string_view::npos ? Slice{} : slice(rest.substr(mark + 1));
  return true;
}

Request RequestReader::take(std::string_view peer, bool tls) {
  Request request = assemble(taken_);
  request.peer_ = peer;
  request.tls_ = tls;
  reset();
  return request;
}

Request RequestReader::refused_head(std::string_view peer, bool tls) {
  content_length_ = 0;
  decoded_.clear();
  Request request = assemble(head_bytes_);
  request.peer_ = peer;
  request.tls_ = tls;
  return request;
}

// Copies a small request out and keeps the buffer; gives a large buffer away where nothing is pipelined
// behind.
Request RequestReader::assemble(std::size_t length) {
  Request request;
  const bool give_away = length == size_ && length >= kMovedWhole;
  if (give_away) {
    request.bytes_ = std::move(buffer_);
    capacity_ = size_ = taken_ = 0;
  } else {
    request.bytes_ = std::make_unique_for_overwrite<char[]>(length);
    std::memcpy(request.bytes_.get(), buffer_.get(), length);
  }
  const char* begin = request.bytes_.get();
  const auto at = [&](Slice s) { return std::string_view(begin + s.offset, s.length); };
  request.method_ = at(method_);
  request.target_ = at(target_);
  request.path_ = path_.length == 0 ? "/" : at(path_);
  request.query_ = at(query_);
  request.host_ = at(host_);
  request.headers_.reserve(fields_.size());
  for (const Field& field : fields_) request.headers_.push_back({at(field.name), at(field.value)});
  request.chunked_ = chunked_;
  request.decoded_ = std::move(decoded_);
  request.body_ = {begin + head_bytes_, static_cast<std::size_t>(content_length_)};
  request.minor_version_ = minor_version_;
  request.keep_alive_ = !close_ && (minor_version_ == 1 || keep_alive_);
  return request;
}

void RequestReader::drop_front(std::size_t count) {
  size_ -= count;
  if (size_ > 0) std::memmove(buffer_.get(), buffer_.get() + count, size_);
}

void RequestReader::reset() {
  drop_front(taken_);
  // After a large body that had something pipelined behind it, the connection must not keep that much.
  if (capacity_ > kBodyStep && size_ == 0) {
    buffer_.reset();
    capacity_ = 0;
  }
  std::destroy_at(grammar_.get());
  std::construct_at(grammar_.get(), *this);
  fields_.clear();
  decoded_.clear();
  chunks_ = {};
  method_ = target_ = path_ = query_ = host_ = {};
  scanned_ = line_start_ = head_bytes_ = taken_ = 0;
  content_length_ = body_bytes_seen_ = 0;
  body_limit_ = limits_.body_bytes;
  minor_version_ = 1;
  head_done_ = chunked_ = has_length_ = has_host_ = false;
  close_ = keep_alive_ = expects_continue_ = skipped_blank_line_ = false;
}

}  // namespace genauth::net
