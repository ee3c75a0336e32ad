#include "net/response_writer.h"

#include <charconv>

namespace genauth::net {
namespace {

bool is_field_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t') || u == 0x7f;
  });
}

// Framing is the server's: a handler that sets these by habit must not be able to contradict it.
bool is_ours(std::string_view name) {
  switch (name.size()) {
    case 4: return equal_ignoring_case(name, "Date");
    case 10: return equal_ignoring_case(name, "Connection") || equal_ignoring_case(name, "Keep-Alive");
    case 14: return equal_ignoring_case(name, "Content-Length");
    case 17: return equal_ignoring_case(name, "Transfer-Encoding");
    default: return false;
  }
}

void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 426: return "Upgrade Required";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "";
  }
}

bool may_have_body(int status) {
  return status != 101 && status != 204 && status != 304;
}

std::size_t body_size(const Response& response) {
  return response.body.size() + response.static_body.size();
}

bool is_sendable(const Response& response) {
  const int lowest = response.websocket ? 101 : 200;
  if (response.status < lowest || response.status > 599 || !is_field_value(response.content_type))
    return false;
  return std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
    return is_token(header.first) && is_field_value(header.second);
  });
}

void append_head(std::string& out, const Response& response, const HeadContext& context) {
  if (response.status == 200) {
    out += "HTTP/1.1 200 OK\r\nDate: ";
  } else {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reason_phrase(response.status)).append("\r\nDate: ");
  }
  out += context.date;
  if (!response.content_type.empty()) out.append("\r\nContent-Type: ").append(response.content_type);
  // A length beside 204 is forbidden (RFC 9110 §8.6); beside 304 it would describe a body that we do not
  // have.
  if (response.websocket) {
    out += "\r\nUpgrade: websocket\r\nConnection: Upgrade";
  } else if (may_have_body(response.status)) {
    out += "\r\nContent-Length: ";
    append_number(out, body_size(response));
  }
  if (response.websocket) {
    // Said above: the connection goes on, as something else.
  } else if (!context.keep_alive) {
    out += "\r\nConnection: close";
  } else if (context.http10) {
    out += "\r\nConnection: keep-alive";
  }
  for (const auto& [name, value] : response.headers) {
    if (!is_ours(name)) out.append("\r\n").append(name).append(": ").append(value);
  }
  out += "\r\n\r\n";
}

}  // namespace genauth::net
