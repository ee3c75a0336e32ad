#include "app/installation.h"

#include <thread>

#include "app/operator.h"
#include "base/encoding.h"
#include "base/log.h"
#include "crypto/random.h"
#include "db/migrator.h"
#include "gen/sql/app.h"
#include "modules/identity_sources/offered.h"
#include "modules/interactions/accounts.h"
#include "modules/interactions/offers.h"
#include "modules/mfa/remembered.h"
#include "modules/passkeys/offer.h"
#include "modules/passkeys/passkeys.h"
#include "modules/sessions/sessions.h"
#include "modules/system/installation_secret.h"
#include "modules/users/sign_out.h"

namespace genauth::app {
namespace {

constexpr std::string_view kMasterKeyFile = "master.key";
constexpr std::string_view kNoncesFile = "nonces.db";
constexpr std::size_t kChainKeyBytes = 32;

// Production brings its key; development makes one and keeps it beside the data.
Result<crypto::Sealer> open_sealer(const Installation& installation) {
  const config::Config& config = installation.config;
  std::string text = config.secrets.master_key;
  if (text.empty() && !config.dev)
    return for_operator(
        "secrets.master_key is not set: openssl rand -hex 32 makes one; keep it apart from backups");
  if (text.empty()) {
    if (!installation.directory->has(kMasterKeyFile))
      TRY(installation.directory->write_private(kMasterKeyFile, hex(crypto::random_bytes(32)) + "\n"));
    text = TRY(installation.directory->read(kMasterKeyFile));
  }
  std::vector<std::string> older;
  if (!config.secrets.previous_master_key.empty())
    older.push_back(TRY(crypto::parse_master_key(config.secrets.previous_master_key)));
  return crypto::Sealer::create(TRY(crypto::parse_master_key(text)), older);
}

db::Options store_options(const Installation& installation) {
  const config::Config::Database& wanted = installation.config.database;
  db::Options options;
  options.url = wanted.url.empty() ? "sqlite:" + installation.directory->file("genauth.db") : wanted.url;
  options.migration_url = wanted.migration_url;
  options.connections = static_cast<int>(wanted.connections);
  options.prepared = wanted.prepared != "unnamed";
  options.busy_timeout_ms = static_cast<int>(wanted.busy_timeout_ms);
  return options;
}

// A new schema is applied after a copy of the old data has been put beside it. True if there were no data.
Result<bool> upgrade(Installation& installation, const db::Options& options, Schema schema) {
  const std::unique_ptr<db::Database> direct = TRY(db::open_for_migration(options));
  db::Database& database = direct ? *direct : *installation.database;
  const std::int64_t now_ms = installation.clock.real_ms();
  const db::MigrationReport pending = TRY(db::migrate(database, db::migrations(), now_ms, true));
  if (pending.applied.empty()) return false;
  if (schema == Schema::kMustBeCurrent)
    return for_operator("the database has an older schema; run: genauth migrate");
  if (pending.version_before > 0 && database.engine() == db::Engine::kSqlite) {
    const std::string copy = installation.directory->file("before-" + std::to_string(pending.applied.size()) +
                                                          "-" + std::to_string(now_ms) + ".db");
    TRY(database.backup(copy));
    log::info("migrate.backup", {{"file", copy}});
  }
  const db::MigrationReport done = TRY(db::migrate(database, db::migrations(), now_ms, false));
  for (const std::string& step : done.applied) log::info("migrate.applied", {{"step", step}});
  return pending.version_before == 0;
}

// Stores `value` under `name` unless something is there; returns what is there afterwards.
Result<std::string> settle(db::Database& database, std::string_view name, std::string_view value) {
  return database.write([&](db::Tx& tx) -> Result<std::string> {
    TRY(tx.try_insert(sql::put_installation_value, {name, db::Blob{value}}));
    return TRY(tx.query(sql::find_installation_value, {name})).front().text(0);
  });
}

// The data remember which master key sealed them and in which mode they were born.
Result<void> check_origin(Installation& installation) {
  const std::string known =
      TRY(settle(*installation.database, "master_key_check", installation.sealer->check_value()));
  if (!installation.sealer->knows_check_value(known))
    return for_operator("secrets.master_key is not the key that this data was sealed under");
  const std::string mode = installation.config.dev ? "development" : "production";
  const std::string born = TRY(settle(*installation.database, "born_in", mode));
  if (born == "development" && !installation.config.dev)
    return for_operator(
        "this data was made in development mode, with sample secrets; production needs data of its own");
  return {};
}

Result<bool> has_passkey(db::Session& session, std::string_view pool_id, std::string_view user_id) {
  return PasskeyFactor().has_strong_factor(session, pool_id, user_id);
}

unsigned cores() {
  return std::max(1U, std::thread::hardware_concurrency());
}

Result<void> forget_passkeys(db::Tx& tx, std::string_view pool_id, std::string_view user_id, std::int64_t) {
  for (const passkeys::Passkey& each : TRY(passkeys::list(tx, pool_id, user_id)))
    TRY(passkeys::remove(tx, pool_id, each.credential_id));
  return {};
}

// Signed out everywhere means also: asked for the second factor everywhere, and offered by no browser.
Result<void> forget_in_browsers(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::int64_t now_ms) {
  TRY(mfa::forget_all_remembered(tx, pool_id, user_id));
  return interactions::forget_in_all_browsers(tx, pool_id, user_id, now_ms);
}

Result<void> sign_out_everywhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                 std::int64_t now_ms) {
  TRY(forget_in_browsers(tx, pool_id, user_id, now_ms));
  return public_accounts::end_sessions_of_person(tx, pool_id, user_id, now_ms);
}

Result<void> sign_out_elsewhere(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                std::string_view keep_id, std::int64_t now_ms) {
  TRY(forget_in_browsers(tx, pool_id, user_id, now_ms));
  return public_accounts::end_other_sessions_of_person(tx, pool_id, user_id, keep_id, now_ms);
}

Result<void> sign_out_in_other_browsers(db::Tx& tx, std::string_view pool_id, std::string_view user_id,
                                        std::string_view keep_id, std::int64_t now_ms) {
  TRY(forget_in_browsers(tx, pool_id, user_id, now_ms));
  return public_accounts::end_sessions_elsewhere_of_person(tx, pool_id, user_id, keep_id, now_ms);
}

authentication::Tries tries_of(Installation& installation) {
  return authentication::Tries(
      {*installation.database, *installation.captchas, *installation.login, *installation.tickets});
}

void wire_identity_sources(Installation& installation) {
  const config::Config& config = installation.config;
  social::Engine::Options options;
  options.http = http_options(config);
  installation.cas_client.emplace(options.http);
  installation.services.add(*installation.cas_client);
  const applications::SectorDocuments& sectors = installation.sector_documents.emplace(options.http);
  installation.services.add(sectors);
  if (config.dev) options.vendor_origin = config.sources.vendor_origin;
  installation.social_engine.emplace(std::move(options), installation.clock);
  installation.connections.emplace(*installation.sealer);
  installation.credential_keepers.forget = {&forget_passkeys, &mfa::forget_all};
  installation.credential_keepers.sign_in = {&has_passkey};
  installation.credential_keepers.take_off = {&passkeys::take_off, &mfa::take_off,
                                              &identity_sources::take_off};
  installation.directory_client.emplace(
      ldap::Client::Options{.egress = net::Egress::parse(config.egress.allow).value_or(net::Egress()),
                            .ca_file = config.messages.ca_file,
                            .timeout_ms = static_cast<int>(config.sources.directory_timeout_ms)});
  installation.directories.emplace(*installation.directory_client, tries_of(installation));
  const authentication::DirectoryLogin& directory_login = *installation.directories;
  installation.services.add(directory_login);
  installation.services.add(*installation.directories);
  installation.services.add(*installation.social_engine);
  installation.services.add(*installation.connections);
  installation.services.add(installation.credential_keepers);
}

void wire_second_factors(Installation& installation) {
  const crypto::Sealer& sealer = *installation.sealer;
  installation.mfa_attempts.emplace(sealer, *installation.tickets);
  installation.mfa_proofs.emplace(sealer, *installation.codes);
  installation.mfa_means.sources = {&installation.passkey_factor};
  installation.mfa_means.face = installation.senders->faces();
  installation.mfa_step.emplace(sealer, *installation.mfa_attempts, installation.mfa_means);
  installation.login->add(*installation.mfa_step);
  installation.services.add(installation.mfa_means);
  installation.services.add(*installation.mfa_attempts);
  installation.services.add(*installation.mfa_proofs);
}

// The address that people see. Development listens on this machine alone.
std::string public_origin(const config::Config& config) {
  std::string url = config.server.public_url;
  if (url.empty()) {
    const auto address = config::parse_address(config.server.listen);
    url = "http://localhost:" + std::to_string(address ? address->port : 0);
  }
  while (url.ends_with('/')) url.pop_back();
  return url;
}

// Who has a say in every sign-in, in the order in which they are asked: who may come in at all, then the
// second factor, and password, terms and missing information last, since only a person who has shown
// everything may set a new one or fill in the account; and as whom they go on, when all is theirs.
void wire_login(Installation& installation) {
  installation.login.emplace(*installation.database, *installation.keys, *installation.sealer);
  authentication::Login& login = *installation.login;
  installation.known_devices.knows = &devices::knows;
  installation.risk_step.emplace(*installation.sealer);
  installation.risk_registration.emplace(*installation.sealer);
  login.add(*installation.risk_step);
  login.add(installation.rules_step);
  login.add(installation.tenant_step);
  login.add(installation.access_step);
  login.add(installation.device_step);
  wire_second_factors(installation);
  installation.password_step.emplace(*installation.tickets);
  login.add(*installation.password_step);
  const tickets::Tickets& tickets = *installation.tickets;
  installation.tenant_choice.emplace(tickets);
  login.add(*installation.tenant_choice);
  installation.agreements_step.emplace(tickets);
  login.add(*installation.agreements_step);
  installation.name_step.emplace(tickets);
  login.add(*installation.name_step);
  installation.completion_step.emplace(*installation.tickets);
  login.add(*installation.completion_step);
  installation.account_choice.emplace(tickets);
  login.add(*installation.account_choice);
  installation.link_step.emplace(*installation.sealer, installation.services);
  login.add(*installation.link_step);
  login.add(installation.history_step);
  login.add(installation.switch_step);
  installation.factor_sources.sources = {&installation.passkey_factor};
  installation.public_origin.url = public_origin(installation.config);
  installation.own_hosts.emplace(installation.config);
  installation.first_pool.emplace(*installation.database, installation.public_origin.url);
  installation.services.add(*installation.first_pool);
  installation.registration_rules.rules = {&*installation.risk_registration,
                                           &installation.whitelist_registration};
}

// In the order of codes::Payer.
codes::SendLimits send_limits(const config::Config& config) {
  const auto& codes = config.codes;
  return {codes.resend_ms,
          config.rate.message_per_minute,
          {codes.recipient_per_hour, codes.address_per_hour, codes.network_per_hour, codes.device_per_hour,
           codes.application_per_hour, codes.pool_per_hour, codes.country_per_hour, codes.range_per_hour},
          {codes.recipient_per_day, codes.address_per_day, codes.network_per_day, codes.device_per_day,
           codes.application_per_day, codes.pool_per_day, codes.country_per_day, codes.range_per_day},
          codes.conversion_sends,
          codes.conversion_percent};
}

constexpr interactions::Offers kOffers{&identity_sources::offered_on_page, &passkeys::is_offered,
                                       &agreements::offered_on_page};

void wire(Installation& installation) {
  const config::Config& config = installation.config;
  db::Database& database = *installation.database;
  const crypto::Sealer& sealer = *installation.sealer;
  installation.applications.emplace(database, sealer);
  installation.keys.emplace(database, sealer, installation.clock);
  installation.codes.emplace(sealer);
  installation.captchas.emplace(sealer);
  installation.send_limits = send_limits(config);
  installation.register_limits = {config.rate.signup_per_hour};
  installation.outbox.emplace(database, sealer, installation.clock, installation.senders->carriers());

  const crypto::PasswordCost& cost = installation.password_cost = {
      config.argon2.memory_kib, static_cast<std::uint32_t>(config.argon2.passes)};
  const unsigned width = config.hash_gate.width > 0 ? static_cast<unsigned>(config.hash_gate.width) : cores();
  crypto::verify_nothing("the first one has its memory to fetch", cost);
  const std::int64_t started_ns = Clock::steady_ns();
  crypto::verify_nothing("how long does one take here", cost);
  const std::int64_t hash_ms = (Clock::steady_ns() - started_ns) / 1'000'000 + 1;
  crypto::release_hash_memory();
  installation.gate.emplace(
      net::Gate::Options{width, static_cast<std::size_t>(width * config.hash_gate.queue_per_core),
                         std::max<std::int64_t>(10, hash_ms * config.hash_gate.deadline_percent / 100)});
  installation.hub.emplace(database, installation.clock, config.limits.sockets_per_user);
  installation.tickets.emplace(sealer);
  installation.authorization_codes.emplace(sealer);
  wire_login(installation);
  installation.password_login.emplace(authentication::PasswordLogin::Parts{
      database, *installation.gate, installation.known_devices, tries_of(installation), cost});

  wire_identity_sources(installation);

  api::Services& services = installation.services;
  services.add(installation.clock);
  services.add(*installation.sealer);
  services.add(*installation.applications);
  services.add(*installation.keys);
  services.add(*installation.transport_keys);
  services.add(*installation.codes);
  services.add(*installation.captchas);
  services.add(installation.send_limits);
  services.add(installation.send_meter);
  services.add(installation.register_limits);
  services.add(*installation.outbox);
  services.add(*installation.database);
  services.add(installation.password_cost);
  services.add(*installation.gate);
  services.add(*installation.tickets);
  services.add(*installation.login);
  services.add(installation.known_devices);
  services.add(installation.factor_sources);
  services.add(installation.public_origin);
  services.add(installation.registration_rules);
  services.add(*installation.geo);
  services.add(*installation.password_login);
  static constexpr users::SignOut kSignOut{&sign_out_everywhere, &sign_out_elsewhere,
                                           &sign_out_in_other_browsers};
  services.add(kSignOut);
  services.add(kOffers);
}

}  // namespace

net::HttpClient::Options http_options(const config::Config& config) {
  // The list was checked when the senders were made.
  return {.egress = net::Egress::parse(config.egress.allow).value_or(net::Egress()),
          .ca_file = config.messages.ca_file,
          .allow_plain_http = config.dev};
}

Result<std::unique_ptr<Installation>> open_installation(config::Config config, Schema schema) {
  auto installation = std::make_unique<Installation>(std::move(config));
  installation->directory.emplace(TRY(DataDirectory::open(installation->config.data.directory)));
  installation->sealer.emplace(TRY(open_sealer(*installation)));
  const db::Options options = store_options(*installation);
  installation->database = TRY(db::Database::open(options));
  const bool fresh = TRY(upgrade(*installation, options, schema));
  TRY(check_origin(*installation));
  installation->nonces.emplace(
      TRY(Nonces::open(*installation->database, installation->directory->file(kNoncesFile), fresh,
                       installation->clock.real_ms())));
  installation->audit_chain.emplace(
      TRY(system::installation_secret(*installation->database, *installation->sealer, "audit_chain_key",
                                      [] { return crypto::random_bytes(kChainKeyBytes); })));
  installation->transport_keys.emplace(
      TRY(system::TransportKeys::open(*installation->database, *installation->sealer)));
  installation->senders = TRY(Senders::make(installation->config, installation->clock));
  installation->geo = TRY(geo::Database::open(installation->config.geo.database));
  wire(*installation);
  return installation;
}

}  // namespace genauth::app
