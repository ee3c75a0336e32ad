#include "ldap/client.h"

#include <sys/mman.h>
#include <unistd.h>

#include <utility>

#include "base/clock.h"
#include "base/encoding.h"
#include "gen/errors/codes.h"
#include "gen/errors/directories.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/users.h"
#include "ldap/session.h"

namespace genauth::ldap {
namespace {

constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

// libldap reads authorities from files only; these live in memory and go away with the object.
class Authorities {
 public:
  Authorities(const std::string& pem, const std::string& file) {
    if (pem.empty()) {
      path_ = file.empty() ? kSystemAuthorities : file;
      return;
    }
    memory_ = net::Socket(memfd_create("authorities", MFD_CLOEXEC));
    const auto written = write(memory_.fd(), pem.data(), pem.size());
    const bool whole = written == static_cast<ssize_t>(pem.size());
    path_ = whole ? "/proc/self/fd/" + std::to_string(memory_.fd()) : "/dev/null";
  }
  const std::string& path() const { return path_; }

 private:
  net::Socket memory_;
  std::string path_;
};

// winerror.h, as Active Directory writes them after "data".
Error from_active_directory(std::uint32_t code, const std::string& diagnostic) {
  switch (code) {
    case 0x530: return Error(errors::kDirectoryLogonHours, diagnostic);
    case 0x531: return Error(errors::kDirectoryLogonPlace, diagnostic);
    case 0x532: return Error(errors::kDirectoryPasswordExpired, diagnostic);
    case 0x533: return Error(errors::kDirectoryAccountDisabled, diagnostic);
    case 0x701: return Error(errors::kDirectoryAccountExpired, diagnostic);
    case 0x773: return Error(errors::kDirectoryPasswordReset, diagnostic);
    case 0x775: return Error(errors::kDirectoryAccountLocked, diagnostic);
    default: break;
  }
  // 525 (no such user) and 52e (wrong password), which nobody may tell apart, and everything that is new.
  return Error(errors::kPasswordWrong, diagnostic);
}

// What the person's bind came to.
Result<void> judged(const Session& session, Kind kind, const Answer& answer) {
  switch (answer.code) {
    case LDAP_SUCCESS: return {};
    case LDAP_INVALID_CREDENTIALS:
      if (kind == Kind::kActiveDirectory)
        return from_active_directory(ad_code(answer.diagnostic), answer.diagnostic);
      return Error(errors::kPasswordWrong, answer.diagnostic);
    case LDAP_NO_SUCH_OBJECT:
    case LDAP_INVALID_DN_SYNTAX:
    case LDAP_INAPPROPRIATE_AUTH:
    case LDAP_UNWILLING_TO_PERFORM:
    case LDAP_CONSTRAINT_VIOLATION:
    case LDAP_REFERRAL:  // the person is elsewhere, where we were not sent by the administrator
      return Error(errors::kPasswordWrong, ldap_err2string(answer.code));
    default: break;
  }
  if (answer.code < 0) return session.broken("bind");
  return Error(errors::kSourceAnswerInvalid, ldap_err2string(answer.code));
}

Result<void> bind_searcher(Session& session, const Settings& settings) {
  if (settings.bind_dn.empty()) return {};
  if (settings.bind_password.empty())
    return Error(errors::kSourceRefused, "the connection's account has no password").with_arg("bindPassword");
  const Answer answer = session.bind(settings.bind_dn, settings.bind_password);
  if (answer.code == LDAP_SUCCESS) return {};
  if (answer.code < 0) return session.broken("bind");
  return Error(errors::kSourceRefused, ldap_err2string(answer.code) + (": " + answer.diagnostic))
      .with_arg("bindDn");
}

// As long as for somebody who is there: a bind that fails.
Error nobody(Session& session, const Settings& settings, std::string_view login) {
  session.bind("cn=" + name_value(login) + "," + settings.base_dn, "nobody has this password");
  return errors::kUserNotFound;
}

Result<Entry> by_search(Session& session, const Settings& settings, std::string_view login,
                        std::string_view password) {
  TRY(bind_searcher(session, settings));
  const std::string filter = with_login(settings.filter, filter_value(login));
  std::vector<Entry> found =
      TRY(session.search(settings.base_dn, LDAP_SCOPE_SUBTREE, filter, settings.attributes));
  // A name of several is nobody's: the password of one must not open the account of another.
  if (found.size() != 1 || found.front().name.empty()) return nobody(session, settings, login);
  TRY(judged(session, settings.kind, session.bind(found.front().name, password)));
  return std::move(found.front());
}

Result<Entry> by_name(Session& session, const Settings& settings, std::string_view login,
                      std::string_view password) {
  const std::string name = with_login(settings.user_dn, name_value(login));
  TRY(judged(session, settings.kind, session.bind(name, password)));
  std::vector<Entry> found =
      TRY(session.search(name, LDAP_SCOPE_BASE, "(objectClass=*)", settings.attributes));
  if (found.size() == 1) return std::move(found.front());
  return Error(errors::kSourceAnswerInvalid, "the person may not read the own entry");
}

}  // namespace

std::string Entry::first(std::string_view attribute) const {
  const auto found = values.find(to_lower_ascii(attribute));
  return found == values.end() || found->second.empty() ? std::string() : found->second.front();
}

Result<Entry> Client::verify(const Settings& settings, std::string_view login,
                             std::string_view password) const {
  // RFC 4513 §5.1.2: a bind with a name and no password succeeds, and proves nothing. A NUL would end both in
  // some directories.
  if (password.empty() || password.find('\0') != std::string_view::npos) return errors::kPasswordWrong;
  if (login.empty() || login.find('\0') != std::string_view::npos) return errors::kUserNotFound;
  const auto place = parse_place(settings.url);
  if (!place) return Error(errors::kProviderUnreachable, "not the address of a directory");
  const Authorities authorities(settings.ca_pem, options_.ca_file);
  const std::int64_t deadline_ns = Clock::steady_ns() + std::int64_t{options_.timeout_ms} * 1'000'000;
  const std::unique_ptr<Session> session =
      TRY(Session::open(*place, authorities.path(), options_.egress, deadlines_, deadline_ns));
  if (!settings.user_dn.empty()) return by_name(*session, settings, login, password);
  return by_search(*session, settings, login, password);
}

}  // namespace genauth::ldap
