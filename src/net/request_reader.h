// Bytes -> Request, without sockets: the connection feeds it, the fuzzer too. Beast's parser knows the
// grammar; this class adds the limits, and refuses whatever two servers could read in two ways (request
// smuggling, RFC 9112 §11.2).
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "net/chunk_decoder.h"
#include "net/http_message.h"
#include "net/http_server.h"

namespace genauth::net {

// Not thread-safe. `limits` must outlive it.
//
//   fill prepare(), commit(n), then advance() until kNeedMore:
//     kHead     once per request that has a body: call limit_body() or not, then advance() again
//     kDone     take() the request; what was pipelined behind it stays
//     kRefused  status(), reason(), refused_head(); the reader is finished
class RequestReader {
 public:
  enum class Step : std::uint8_t { kNeedMore, kHead, kDone, kRefused };

  explicit RequestReader(const Limits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  std::span<char> prepare();  // where to read to; never empty; invalidates head views
  void commit(std::size_t count);
  Step advance();
  void limit_body(std::uint64_t bytes) { body_limit_ = bytes; }
  Request take(std::string_view peer, bool tls);

  bool is_between_requests() const { return size_ == 0 && !head_done_; }
  bool is_in_body() const { return head_done_; }
  bool expects_continue() const { return expects_continue_; }  // the caller waits for "100 Continue"
  void continued() { expects_continue_ = false; }
  std::uint64_t body_bytes_seen() const { return body_bytes_seen_; }  // as sent, for rate checks
  std::string_view method() const;                                    // from kHead on
  std::string_view path() const;
  int status() const { return status_; }
  std::string_view reason() const { return reason_; }
  bool has_head() const { return head_done_; }
  Request refused_head(std::string_view peer, bool tls);  // the head of a request refused for its body

 private:
  class Grammar;
  // Position in the buffer, which moves when it grows.
  struct Slice {
    std::uint32_t offset = 0, length = 0;
  };
  struct Field {
    Slice name, value;
  };

  std::string_view view(Slice slice) const { return {buffer_.get() + slice.offset, slice.length}; }
  Slice slice(std::string_view text) const;
  Step refuse(int status, std::string_view reason);
  Step advance_head();
  bool scan_head();
  bool check_first_line(std::string_view line);
  Step advance_sized_body();
  Step advance_chunked_body();
  Step finish_head();
  bool check_fields();
  bool check_framing(std::string_view name, std::string_view value);
  bool check_target();
  void note_connection(std::string_view value);
  Request assemble(std::size_t length);
  void drop_front(std::size_t count);
  void reset();

  const Limits& limits_;
  std::unique_ptr<Grammar> grammar_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, size_ = 0;
  std::size_t scanned_ = 0, line_start_ = 0;  // in the head: lines before line_start_ are clean
  std::size_t head_bytes_ = 0;                // 0 until the head is complete
  std::size_t taken_ = 0;                     // of the buffer by this request, once it is complete
  std::vector<Field> fields_;
  Slice method_, target_, path_, query_, host_;
  ChunkDecoder chunks_;
  std::string decoded_;
  std::uint64_t content_length_ = 0, body_limit_ = 0, body_bytes_seen_ = 0;
  std::string_view reason_;
  int status_ = 0;
  std::uint8_t minor_version_ = 1;
  bool head_done_ = false, chunked_ = false, has_length_ = false, has_host_ = false;
  bool close_ = false, keep_alive_ = false, expects_continue_ = false, skipped_blank_line_ = false;
};

}  // namespace genauth::net
