#include "modules/identity_sources/linking.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/id.h"
#include "gen/errors/identity_sources.h"
#include "gen/errors/objects.h"
#include "modules/account_security/account_security.h"
#include "modules/identity_sources/connection_dto.h"
#include "modules/users/given_names.h"
#include "modules/users/identities.h"
#include "modules/users/user_dto.h"
#include "phone/phone.h"

namespace genauth::identity_sources {
namespace {

std::string domain_of(std::string_view email) {
  const std::size_t at = email.rfind('@');
  return at == std::string_view::npos ? std::string() : to_lower_ascii(email.substr(at + 1));
}

bool is_authority(const Connection& connection, std::string_view email) {
  if (!connection.fields.authoritativeDomains) return false;
  return std::ranges::any_of(*connection.fields.authoritativeDomains, [&](const std::string& domain) {
    return !domain.empty() && to_lower_ascii(domain) == domain_of(email);
  });
}

std::optional<std::string> some(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

// Addresses unless the administrator says otherwise; names only if he says so.
bool matches_by(const Connection& connection, std::string_view field) {
  const auto& fields = connection.fields.associationFields;
  if (!fields || fields->empty()) return field == "email" || field == "phone";
  return std::ranges::find(*fields, field) != fields->end();
}

users::Subject subject_of(const Connection& connection, const Profile& profile,
                          const dto::StoredSourceSubject& subject) {
  return {connection.source_id, subject.type, profile.issuer, subject.value};
}

// The identity that one of the profile's ids names.
Result<std::optional<users::Identity>> known(db::Session& session, const Connection& connection,
                                             const Profile& profile) {
  for (const dto::StoredSourceSubject& each : profile.subjects) {
    auto found =
        TRY(users::find_identity(session, connection.pool_id, subject_of(connection, profile, each)));
    if (found) return found;
  }
  return std::optional<users::Identity>();
}

Result<std::vector<std::string>> linked_users(db::Session& session, const Connection& connection,
                                              const Profile& profile) {
  std::vector<std::string> users;
  for (const dto::StoredSourceSubject& each : profile.subjects) {
    const auto found =
        TRY(users::find_identity(session, connection.pool_id, subject_of(connection, profile, each)));
    if (found && std::ranges::find(users, found->user_id) == users.end()) users.push_back(found->user_id);
  }
  return users;
}

std::optional<std::string> sealed(const crypto::Sealer& sealer, std::string_view pool_id,
                                  std::string_view column, const std::string& id, const std::string& token) {
  if (token.empty()) return std::nullopt;
  return sealer.seal(token, users::identity_place(pool_id, column, id));
}

void take_news(const crypto::Sealer& sealer, const Connection& connection, const Profile& profile,
               users::Identity& identity) {
  if (!profile.raw.empty()) identity.user_info = profile.raw.text;
  std::vector<std::string> connections = users::strings_of(identity.origin_conn_ids);
  if (std::ranges::find(connections, connection.id) == connections.end())
    connections.push_back(connection.id);
  identity.origin_conn_ids = users::json_strings(connections);
  identity.access_token =
      sealed(sealer, connection.pool_id, "access_token", identity.id, profile.access_token);
  identity.refresh_token =
      sealed(sealer, connection.pool_id, "refresh_token", identity.id, profile.refresh_token);
}

// An organization keeps the names of its people itself: what it tells counts at every sign-in.
Result<void> refresh_profile(db::Tx& tx, const Connection& connection, const Profile& profile,
                             std::string_view user_id, std::int64_t now_ms) {
  auto user = TRY(users::find(tx, connection.pool_id, user_id));
  if (!user || kind_of(connection.type) != "enterprise") return {};
  bool differs = false;
  const auto take = [&](std::optional<std::string>& field, const std::string& told) {
    if (told.empty() || field == told) return;
    field = told;
    differs = true;
  };
  take(user->name, profile.name);
  take(user->nickname, profile.nickname);
  take(user->photo, profile.photo);
  take(user->given_name, profile.given_name);
  take(user->family_name, profile.family_name);
  return differs ? users::update(tx, *std::move(user), now_ms) : Result<void>();
}

// An account that an address or a name of the source's account is of. It is sure if the source and the
// account here both vouch for it: an address is verified on both sides, a name was given on both by who runs
// them.
struct Match {
  users::User user;
  bool sure = false;
};

Result<std::vector<Match>> matches(db::Session& session, const Connection& connection,
                                   const Profile& profile) {
  std::vector<Match> found;
  const std::string& pool_id = connection.pool_id;
  const auto add = [&](std::optional<users::User> user, bool sure) {
    if (user) found.push_back({*std::move(user), sure});
  };
  if (matches_by(connection, "email") && !profile.email.empty()) {
    auto user = TRY(users::find_by_email(session, pool_id, profile.email));
    const bool verified = user && user->email_verified;
    add(std::move(user), verified && profile.email_trusted);
  }
  if (matches_by(connection, "phone") && !profile.phone.empty()) {
    auto user = TRY(users::find_by_phone(session, pool_id, profile.phone_code, profile.phone));
    const bool verified = user && user->phone_verified;
    add(std::move(user), verified && profile.phone_trusted);
  }
  if (matches_by(connection, "username") && !profile.username.empty()) {
    auto user = TRY(users::find_by_username(session, pool_id, profile.username));
    const bool given = user && TRY(users::given_names(session, pool_id, user->id)).username;
    add(std::move(user), given);
  }
  if (matches_by(connection, "externalId")) {
    auto user = TRY(users::find_by_external_id(session, pool_id, profile.subjects.front().value));
    const bool given = user && TRY(users::given_names(session, pool_id, user->id)).external_id;
    add(std::move(user), given);
  }
  return found;
}

// The account that may be linked without a question: nothing else names another one, and it was never linked
// to somebody else at this source.
Result<std::optional<std::string>> certain(db::Session& session, const Connection& connection,
                                           const Profile& profile, const std::vector<Match>& found) {
  const std::string& user_id = found.front().user.id;
  const bool agree = std::ranges::all_of(found, [&](const Match& each) { return each.user.id == user_id; });
  const bool sure = std::ranges::any_of(found, &Match::sure);
  if (!agree || !sure || TRY(has_other_subject(session, connection, profile, user_id)))
    return std::optional<std::string>();
  return std::optional<std::string>(user_id);
}

Decision question(std::string_view which) {
  return {Decision::Kind::kQuestion, "", false, std::string(which)};
}

}  // namespace

Result<std::vector<std::string>> proven_users(db::Session& session, const Connection& connection,
                                              const Profile& profile) {
  std::vector<std::string> users = TRY(linked_users(session, connection, profile));
  if (!users.empty() || connection.login_only || connection.fields.associationMode != "field") return users;
  for (const Match& each : TRY(matches(session, connection, profile))) {
    const std::string& id = each.user.id;
    if (!each.sure || std::ranges::find(users, id) != users.end()) continue;
    if (!TRY(has_other_subject(session, connection, profile, id))) users.push_back(id);
  }
  return users;
}

Result<bool> is_linked(db::Session& session, const Connection& connection, const Profile& profile,
                       std::string_view user_id) {
  const std::vector<std::string> users = TRY(linked_users(session, connection, profile));
  return std::ranges::find(users, user_id) != users.end();
}

Profile to_stored(const Connection& connection, const social::Profile& profile) {
  Profile kept;
  kept.issuer = profile.issuer;
  for (const social::Subject& each : profile.subjects) kept.subjects.push_back({each.type, each.value});
  kept.name = profile.field("name");
  kept.nickname = profile.field("nickname");
  kept.username = profile.field("username");
  kept.photo = profile.field("photo");
  kept.given_name = profile.field("given_name");
  kept.family_name = profile.field("family_name");
  const std::string email = profile.field("email");
  if (users::check_email(email)) {
    kept.email = users::normal_email(email);
    kept.email_trusted = profile.email_verified || is_authority(connection, kept.email);
  }
  std::string code = profile.field("phone_code");
  if (!code.empty() && !code.starts_with('+')) code.insert(0, "+");
  if (const auto number = phone::parse(code, profile.field("phone"))) {
    kept.phone = number->national;
    kept.phone_code = number->country_code;
    kept.phone_trusted = profile.phone_verified || connection.fields.authoritativePhones;
  }
  kept.raw = profile.raw.raw();
  kept.access_token = profile.access_token;
  kept.refresh_token = profile.refresh_token;
  return kept;
}

Result<bool> has_other_subject(db::Session& session, const Connection& connection, const Profile& profile,
                               std::string_view user_id) {
  for (const users::Identity& each : TRY(users::identities(session, connection.pool_id, user_id))) {
    if (each.ext_idp_id != connection.source_id) continue;
    const bool same = std::ranges::any_of(profile.subjects, [&](const dto::StoredSourceSubject& subject) {
      return subject.type == each.type && subject.value == each.user_id_in_idp;
    });
    if (!same) return true;
  }
  return false;
}

Result<Decision> decide(db::Tx& tx, const crypto::Sealer& sealer, const Connection& connection,
                        const Profile& profile, bool registration_open, std::int64_t now_ms) {
  if (auto identity = TRY(known(tx, connection, profile))) {
    take_news(sealer, connection, profile, *identity);
    TRY(users::refresh_identity(tx, connection.pool_id, *identity));
    TRY(refresh_profile(tx, connection, profile, identity->user_id, now_ms));
    return Decision{Decision::Kind::kUser, identity->user_id};
  }
  if (connection.login_only) return errors::kSourceLoginOnly;
  const std::string& mode = connection.fields.associationMode;
  if (mode == "challenge") return question(registration_open ? "bind_or_create" : "bind_only");
  if (mode != "field") return Decision{Decision::Kind::kRegister};
  const std::vector<Match> found = TRY(matches(tx, connection, profile));
  if (found.empty()) return Decision{Decision::Kind::kRegister};
  const auto user_id = TRY(certain(tx, connection, profile, found));
  if (!user_id) return question("bind_proof");
  return Decision{Decision::Kind::kUser, *user_id, true};
}

Result<std::string> link(db::Tx& tx, const crypto::Sealer& sealer, const Connection& connection,
                         const Profile& profile, std::string_view user_id, std::int64_t now_ms) {
  if (const auto identity = TRY(known(tx, connection, profile))) {
    if (identity->user_id == user_id) return std::string();
    return errors::kIdentityBound;
  }
  const auto source = TRY(find_any(tx, connection.pool_id, connection.source_id));
  const dto::StoredSourceSubject& subject = profile.subjects.front();
  users::Identity identity;
  identity.id = new_id(now_ms);
  identity.user_id = user_id;
  identity.ext_idp_id = connection.source_id;
  identity.provider = source.type;
  identity.type = subject.type;
  identity.issuer = profile.issuer;
  identity.user_id_in_idp = subject.value;
  identity.created_at = now_ms;
  take_news(sealer, connection, profile, identity);
  const Result<void> inserted = users::insert_identity(tx, connection.pool_id, identity);
  if (!inserted && inserted.error().code() == errors::kConflict) return errors::kIdentityBound;
  if (!inserted) return inserted.error().clone();
  return std::move(identity.id);
}

Result<void> take_off(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::string_view kind,
                      std::string_view id) {
  if (kind != account_security::kIdentityKind) return {};
  return users::remove_identity(tx, pool_id, user_id, id);
}

Result<users::User> user_of(db::Session& session, const Connection& connection, const Profile& profile,
                            bool takes_username) {
  users::User user;
  user.pool_id = connection.pool_id;
  user.name = some(profile.name);
  user.nickname = some(profile.nickname);
  user.photo = some(profile.photo);
  user.given_name = some(profile.given_name);
  user.family_name = some(profile.family_name);
  user.preferred_username = some(profile.username);
  user.source_id = connection.source_id;
  if (takes_username && users::check_username(profile.username) &&
      !TRY(users::find_by_username(session, connection.pool_id, profile.username)))
    user.username = profile.username;
  if (profile.email_trusted && !TRY(users::find_by_email(session, connection.pool_id, profile.email))) {
    user.email = profile.email;
    user.email_verified = true;
  }
  if (profile.phone_trusted &&
      !TRY(users::find_by_phone(session, connection.pool_id, profile.phone_code, profile.phone))) {
    user.phone = profile.phone;
    user.phone_country_code = profile.phone_code;
    user.phone_verified = true;
  }
  return user;
}

}  // namespace genauth::identity_sources
