#include "ldap/session.h"

#include <openldap.h>

#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/identity_sources.h"

namespace genauth::ldap {
namespace {

// A person's entry is small; a directory that sends more is none that we asked.
constexpr ber_len_t kMessageMax = 256U << 10;
constexpr int kEntriesMax = 2;

int set(LDAP* ldap, int option, int value) {
  return ldap_set_option(ldap, option, &value);
}

std::string diagnostic_of(LDAP* ldap) {
  char* text = nullptr;
  if (ldap_get_option(ldap, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text) != LDAP_OPT_SUCCESS || text == nullptr)
    return "";
  std::string out = text;
  ldap_memfree(text);
  return out;
}

// What ldap.conf and the environment may have set is set here again: they are no business of the server's.
bool set_rules(LDAP* ldap, const std::string& authorities) {
  ber_len_t most = kMessageMax;
  Sockbuf* buffer = nullptr;
  return set(ldap, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3) == LDAP_OPT_SUCCESS &&
         ldap_set_option(ldap, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
         set(ldap, LDAP_OPT_DEREF, LDAP_DEREF_NEVER) == LDAP_OPT_SUCCESS &&
         set(ldap, LDAP_OPT_SIZELIMIT, kEntriesMax) == LDAP_OPT_SUCCESS &&
         ldap_get_option(ldap, LDAP_OPT_SOCKBUF, &buffer) == LDAP_OPT_SUCCESS && buffer != nullptr &&
         ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &most) == 1 &&
         set(ldap, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_HARD) == LDAP_OPT_SUCCESS &&
         set(ldap, LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2) == LDAP_OPT_SUCCESS &&
         ldap_set_option(ldap, LDAP_OPT_X_TLS_CACERTFILE, authorities.c_str()) == LDAP_OPT_SUCCESS &&
         set(ldap, LDAP_OPT_X_TLS_NEWCTX, 0) == LDAP_OPT_SUCCESS;
}

struct FreeMessage {
  void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const Place& place, const std::string& authorities,
                                               const net::Egress& egress, net::Deadlines& deadlines,
                                               std::int64_t deadline_ns) {
  net::Socket socket = TRY(net::connect_out(place.host, place.port, egress, deadline_ns));
  std::unique_ptr<Session> session(new Session(place.host));
  const int fd = socket.fd();
  if (ldap_init_fd(fd, LDAP_PROTO_TCP, url_of(place).c_str(), &session->ldap_) != LDAP_SUCCESS)
    return session->broken("setting up");
  socket.release();  // libldap closes it
  session->watch_.emplace(deadlines, fd, deadline_ns);
  TRY(session->encrypt(place, authorities));
  return session;
}

Session::~Session() {
  watch_.reset();  // before the descriptor's number may belong to somebody else
  if (ldap_ != nullptr) ldap_unbind_ext(ldap_, nullptr, nullptr);
}

Error Session::broken(std::string_view during) const {
  std::string why(during);
  if (watch_ && watch_->expired()) {
    why.append(": out of time");
  } else if (ldap_ != nullptr) {
    why.append(": ").append(diagnostic_of(ldap_));
  }
  return Error(errors::kProviderUnreachable, std::move(why)).with_arg(host_);
}

Result<void> Session::encrypt(const Place& place, const std::string& authorities) {
  if (!set_rules(ldap_, authorities)) return broken("TLS settings");
  const int code = place.tls_first ? ldap_install_tls(ldap_) : ldap_start_tls_s(ldap_, nullptr, nullptr);
  if (code != LDAP_SUCCESS || ldap_tls_inplace(ldap_) != 1)
    return broken(place.tls_first ? "TLS" : "StartTLS");
  return {};
}

Answer Session::bind(const std::string& name, std::string_view password) {
  berval credentials{};
  std::string copy(password);
  credentials.bv_val = copy.data();
  credentials.bv_len = copy.size();
  int id = 0;
  int code = ldap_sasl_bind(ldap_, name.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, &id);
  if (code != LDAP_SUCCESS) return {code, diagnostic_of(ldap_)};
  LDAPMessage* received = nullptr;
  if (ldap_result(ldap_, id, LDAP_MSG_ALL, nullptr, &received) <= 0)
    return {LDAP_SERVER_DOWN, diagnostic_of(ldap_)};
  const Message message(received);
  char* text = nullptr;
  if (ldap_parse_result(ldap_, message.get(), &code, nullptr, &text, nullptr, nullptr, 0) != LDAP_SUCCESS)
    return {LDAP_DECODING_ERROR, ""};
  Answer answer{code, text != nullptr ? text : ""};
  ldap_memfree(text);
  return answer;
}

Entry Session::entry_of(LDAPMessage* message) const {
  Entry entry;
  char* name = ldap_get_dn(ldap_, message);
  if (name != nullptr) entry.name = name;
  ldap_memfree(name);
  BerElement* at = nullptr;
  for (char* attribute = ldap_first_attribute(ldap_, message, &at); attribute != nullptr;
       attribute = ldap_next_attribute(ldap_, message, at)) {
    std::vector<std::string>& values = entry.values[to_lower_ascii(attribute)];
    berval** found = ldap_get_values_len(ldap_, message, attribute);
    for (berval** each = found; each != nullptr && *each != nullptr; ++each)
      values.emplace_back((*each)->bv_val, (*each)->bv_len);
    ldap_value_free_len(found);
    ldap_memfree(attribute);
  }
  ber_free(at, 0);
  return entry;
}

Result<std::vector<Entry>> Session::search(const std::string& base, int scope, const std::string& filter,
                                           const std::vector<std::string>& attributes) {
  std::vector<char*> wanted;
  std::vector<std::string> copies = attributes;
  for (std::string& each : copies) wanted.push_back(each.data());
  wanted.push_back(nullptr);
  LDAPMessage* received = nullptr;
  const int code = ldap_search_ext_s(ldap_, base.c_str(), scope, filter.c_str(), wanted.data(), 0, nullptr,
                                     nullptr, nullptr, kEntriesMax, &received);
  const Message message(received);
  if (code == LDAP_NO_SUCH_OBJECT) return std::vector<Entry>();
  if (code == LDAP_SERVER_DOWN || code == LDAP_TIMEOUT || code == LDAP_CONNECT_ERROR)
    return broken("searching");
  // More than two is no different from two: nobody is meant.
  if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED)
    return Error(errors::kSourceAnswerInvalid, "search: " + std::string(ldap_err2string(code)));
  std::vector<Entry> entries;
  for (LDAPMessage* each = ldap_first_entry(ldap_, message.get()); each != nullptr;
       each = ldap_next_entry(ldap_, each))
    entries.push_back(entry_of(each));
  return entries;
}

}  // namespace genauth::ldap
