// What is demanded at a sign-in: by the user pool, by the application, by an administrator of this user, or
// by the user, who has set up a second factor.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "connectors/face.h"
#include "crypto/seal.h"
#include "modules/applications/applications.h"
#include "modules/mfa/factors.h"
#include "modules/pools/pools.h"
#include "modules/users/users.h"

namespace genauth::mfa {

// What this server can check, as src/app has wired it.
struct Means {
  std::vector<const FactorSource*> sources;
  const connectors::FaceService* face = nullptr;  // nobody recognises faces
};
// Whether this pool's people may show their face.
bool has_faces(const Means& means, const pools::Settings& pool);

struct Plan {
  bool demanded = false;
  bool personal = false;  // by the user alone, with an authenticator app (1635 rather than 1636)
  // In order. What the user can show; if there is nothing, what can be set up (may_enroll). Empty although
  // demanded: no way is left after this first factor.
  std::vector<Type> offered;
  bool may_enroll = false;
};

// `channels` are those of the first factor (SMS, EMAIL, ...): none of them is offered again.
Result<Plan> plan_for(db::Session& session, const Means& means, const pools::Settings& pool,
                      const Place& place, const users::User& user, const std::vector<std::string>& channels);

// Whether a user who loses this factor has none left although pool, application or administrator demands one.
Result<bool> is_last_demanded(db::Session& session, const Means& means, const pools::Settings& pool,
                              const Place& place, const users::User& user, Type going);

// The types that application and pool together demand one of, in order.
std::vector<Type> demanded_by_place(const pools::Settings& pool, const applications::Settings& application);

// Where codes of that type may go: the factor's own number or address, then the user's.
struct Recipient {
  std::string country_code = {}, phone = {}, email = {};
  std::string address() const { return email.empty() ? country_code + phone : email; }  // as codes:: wants it
};
std::vector<Recipient> recipients(const std::vector<Factor>& factors, const users::User& user, Type type);

// A digest of client address and browser, for "adaptive"; empty if either is unknown, which no place equals.
std::string place_digest(const crypto::Sealer& sealer, std::string_view client_ip,
                         std::string_view user_agent);

}  // namespace genauth::mfa
