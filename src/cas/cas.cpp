#include "cas/cas.h"

#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/identity_sources.h"
#include "xml/document.h"

namespace genauth::cas {
namespace {

constexpr std::string_view kNamespace = "http://www.yale.edu/tp/cas";
constexpr std::size_t kAnswerMax = 128U << 10, kTicketMax = 512, kUserMax = 255, kValueMax = 2048,
                      kAttributesMax = 200, kCodeMax = 40;
constexpr int kTimeoutMs = 5000;

Error invalid(std::string why) {
  return Error(errors::kSourceAnswerInvalid, "cas: " + std::move(why));
}

std::string_view place_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::kCas1: return "/validate";
    case Protocol::kCas2: return "/serviceValidate";
    case Protocol::kCas3: break;
  }
  return "/p3/serviceValidate";
}

std::string at(const Server& server, std::string_view place) {
  std::string url = server.url;
  while (url.ends_with('/')) url.pop_back();
  return url.append(place);
}

bool is_name(std::string_view user) {
  return !user.empty() && user.size() <= kUserMax &&
         std::ranges::none_of(user, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

// "yes" and the name, or "no", each on a line of its own (§2.4.2).
Result<Person> read_first(std::string_view body) {
  if (body == "no\n\n" || body == "no\n") return Error(errors::kSourceRefused).with_arg("INVALID_TICKET");
  if (!body.starts_with("yes\n") || !is_utf8(body)) return invalid("neither yes nor no");
  body.remove_prefix(4);
  const std::string_view name = body.substr(0, body.find('\n'));
  const std::string_view rest = body.substr(std::min(body.size(), name.size() + 1));
  if (!is_name(name) || !trim(rest).empty()) return invalid("no name after yes");
  return Person{std::string(name), {}};
}

void take_attribute(Person& person, const xml::Element& element) {
  std::string value = element.text();
  if (value.empty() || value.size() > kValueMax) return;
  person.attributes[to_lower_ascii(element.name())].push_back(std::move(value));
}

}  // namespace

std::string login_url(const Server& server, std::string_view service) {
  return at(server, "/login?service=") + percent_encode(service);
}

Result<Person> read_answer(Protocol protocol, std::string_view body) {
  if (protocol == Protocol::kCas1) return read_first(body);
  const auto document = xml::Document::parse(body);
  if (!document) return invalid("no XML, or XML with a DTD");
  const xml::Element root = document->root();
  if (!root.is(kNamespace, "serviceResponse") || root.children().size() != 1)
    return invalid("not one answer");
  const xml::Element outcome = root.children().front();
  if (outcome.is(kNamespace, "authenticationFailure")) {
    std::string code = outcome.attribute("code").value_or("");
    if (code.size() > kCodeMax) code.resize(kCodeMax);
    std::erase_if(code, [](char c) { return c != '_' && (c < 'A' || c > 'Z'); });
    return Error(errors::kSourceRefused, outcome.text()).with_arg(std::move(code));
  }
  if (!outcome.is(kNamespace, "authenticationSuccess")) return invalid("neither success nor failure");
  // A ticket that a third party got in the person's name (§2.6) is not the person.
  if (outcome.child(kNamespace, "proxies")) return invalid("a proxy's ticket");
  const std::vector<xml::Element> users = outcome.children(kNamespace, "user");
  if (users.size() != 1) return invalid("not one user");
  Person person{std::string(trim(users.front().text())), {}};
  if (!is_name(person.user)) return invalid("no name of a user");
  std::size_t count = 0;
  for (const xml::Element& each : outcome.child(kNamespace, "attributes").children())
    if (++count <= kAttributesMax) take_attribute(person, each);
  return person;
}

Result<Person> Client::validate(const Server& server, std::string_view service,
                                std::string_view ticket) const {
  // §3.1: the ticket goes into an address, and never to another server's.
  if (!ticket.starts_with("ST-") || ticket.size() > kTicketMax) return invalid("not the form of a ticket");
  net::HttpCall call;
  call.url = at(server, place_of(server.protocol)) + "?service=" + percent_encode(service) +
             "&ticket=" + percent_encode(ticket);
  call.timeout_ms = kTimeoutMs;
  call.max_response_bytes = kAnswerMax;
  const net::HttpAnswer answer = TRY(http_.send(call));
  if (answer.status != 200) return invalid("HTTP " + std::to_string(answer.status));
  return read_answer(server.protocol, answer.body);
}

}  // namespace genauth::cas
