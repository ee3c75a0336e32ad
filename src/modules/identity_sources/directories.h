// Directories (LDAP, AD) as identity sources: people type name and password here, and the directory says
// whether they are right.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ldap/client.h"
#include "modules/authentication/directory_login.h"
#include "modules/authentication/tries.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/identity_sources/linking.h"

namespace genauth::identity_sources {

bool is_directory(std::string_view connection_type);

// How the directory is asked, and what its entry tells. kSourceAnswerInvalid: the entry has no id.
ldap::Settings directory_settings(const Connection& connection);
Result<social::Profile> profile_of(const Connection& connection, const ldap::Entry& entry);

// Thread-safe. References must outlive it.
class Directories final : public authentication::DirectoryLogin {
 public:
  Directories(const ldap::Client& client, authentication::Tries tries) : client_(client), tries_(tries) {}

  Result<Known> enter(api::Call& call, const authentication::DirectoryAttempt& attempt) const override;

  struct Proved {
    const Connection* connection;  // of those that were given
    Profile profile;
    std::string subject;  // what failures were counted against
  };
  // Asks one directory after the other for the name; the first that knows it gets the password. Counts the
  // try first. Errors: the group directory_password.
  Result<Proved> prove(api::Call& call, const std::vector<Connection>& connections,
                       const authentication::DirectoryAttempt& attempt) const;

 private:
  const ldap::Client& client_;
  authentication::Tries tries_;
};

}  // namespace genauth::identity_sources
