// Everything that a running GenAuth consists of below HTTP: configuration, store, keys, and the services that
// modules bring. `serve` and the commands that work on the data build one.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "api/services.h"
#include "app/carriers.h"
#include "app/data_directory.h"
#include "app/factors.h"
#include "app/nonces.h"
#include "app/own_hosts.h"
#include "app/sector_documents.h"
#include "base/clock.h"
#include "base/result.h"
#include "cas/cas.h"
#include "config/config.h"
#include "connectors/social/engine.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "geo/geo.h"
#include "ldap/client.h"
#include "modules/account_security/account_security.h"
#include "modules/agreements/agreements.h"
#include "modules/application_access/application_access.h"
#include "modules/applications/applications.h"
#include "modules/audit/chain.h"
#include "modules/authentication/login.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/register.h"
#include "modules/authentication/rules_step.h"
#include "modules/authentication/tenant_step.h"
#include "modules/authorization_codes/authorization_codes.h"
#include "modules/choices/choices.h"
#include "modules/codes/captchas.h"
#include "modules/codes/codes.h"
#include "modules/codes/send.h"
#include "modules/completion/completion.h"
#include "modules/devices/devices.h"
#include "modules/events/hub.h"
#include "modules/identity_sources/directories.h"
#include "modules/identity_sources/identity_sources.h"
#include "modules/identity_sources/link_step.h"
#include "modules/keys/keys.h"
#include "modules/login_history/login_history.h"
#include "modules/messages/messages.h"
#include "modules/mfa/login_step.h"
#include "modules/mfa/proofs.h"
#include "modules/pools/first.h"
#include "modules/public_accounts/public_accounts.h"
#include "modules/risk/risk.h"
#include "modules/system/transport_keys.h"
#include "modules/tickets/tickets.h"
#include "modules/users/credentials.h"
#include "modules/whitelists/whitelists.h"
#include "net/gate.h"

namespace genauth::app {

// The members are in the order of their dependence; all of them live until the end of the process.
struct Installation {
  explicit Installation(config::Config with) : config(std::move(with)) {}

  config::Config config;
  Clock clock;
  std::optional<DataDirectory> directory;  // locked
  std::optional<crypto::Sealer> sealer;
  std::unique_ptr<db::Database> database;
  std::optional<Nonces> nonces;
  std::optional<audit::Chain> audit_chain;
  std::optional<applications::Directory> applications;
  std::optional<pools::First> first_pool;
  std::optional<keys::KeyRing> keys;
  std::optional<system::TransportKeys> transport_keys;
  std::optional<codes::Codes> codes;
  std::optional<codes::Captchas> captchas;
  codes::SendLimits send_limits;
  codes::SendMeter send_meter;
  authentication::RegisterLimits register_limits;
  std::unique_ptr<Senders> senders;
  std::optional<messages::Outbox> outbox;
  crypto::PasswordCost password_cost;
  std::optional<net::Gate> gate;
  std::optional<tickets::Tickets> tickets;
  std::optional<authorization_codes::Codes> authorization_codes;
  devices::DeviceStep device_step;
  std::optional<identity_sources::LinkStep> link_step;
  std::unique_ptr<geo::Database> geo;
  application_access::AccessStep access_step;
  login_history::HistoryStep history_step;
  public_accounts::SwitchStep switch_step;
  std::optional<authentication::Login> login;
  authentication::RulesStep rules_step;
  authentication::TenantStep tenant_step;
  authentication::KnownDevices known_devices;
  std::optional<risk::SignInStep> risk_step;
  std::optional<account_security::PasswordStep> password_step;
  std::optional<choices::TenantChoice> tenant_choice;
  std::optional<agreements::Step> agreements_step;
  std::optional<choices::NameStep> name_step;
  std::optional<choices::AccountChoice> account_choice;
  std::optional<completion::Step> completion_step;
  PasskeyFactor passkey_factor;
  account_security::FactorSources factor_sources;
  account_security::PublicOrigin public_origin;
  std::optional<OwnHosts> own_hosts;
  std::optional<risk::RegistrationCheck> risk_registration;
  whitelists::RegistrationCheck whitelist_registration;
  authentication::RegistrationRules registration_rules;
  mfa::Means mfa_means;
  std::optional<mfa::Attempts> mfa_attempts;
  std::optional<mfa::Proofs> mfa_proofs;
  std::optional<mfa::Step> mfa_step;
  std::optional<authentication::PasswordLogin> password_login;
  std::optional<social::Engine> social_engine;
  std::optional<SectorDocuments> sector_documents;
  std::optional<identity_sources::Connections> connections;
  std::optional<cas::Client> cas_client;
  std::optional<ldap::Client> directory_client;
  std::optional<identity_sources::Directories> directories;
  users::CredentialKeepers credential_keepers;  // modules with factors and passkeys add themselves in wire()
  std::optional<events::Hub> hub;               // started by `serve`
  api::Services services;
};

// How this installation calls addresses that operators name.
net::HttpClient::Options http_options(const config::Config& config);

// How far to go with a schema that is older than the program.
enum class Schema : std::uint8_t { kBringUpToDate, kMustBeCurrent };

// Locks the data directory, opens the store (with a backup before an upgrade), checks the master key and the
// mode (production refuses a directory born in development), wires the services. The error's detail is for
// the operator.
Result<std::unique_ptr<Installation>> open_installation(config::Config config, Schema schema);

}  // namespace genauth::app
