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
#include "base/clock.h"
#include "base/result.h"
#include "config/config.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "modules/account_security/account_security.h"
#include "modules/applications/applications.h"
#include "modules/authentication/login.h"
#include "modules/authentication/password_login.h"
#include "modules/authentication/register.h"
#include "modules/codes/captchas.h"
#include "modules/codes/codes.h"
#include "modules/codes/send.h"
#include "modules/keys/keys.h"
#include "modules/messages/messages.h"
#include "modules/risk/risk.h"
#include "modules/system/transport_keys.h"
#include "modules/tickets/tickets.h"
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
  std::optional<applications::Directory> applications;
  std::optional<keys::KeyRing> keys;
  std::optional<system::TransportKeys> transport_keys;
  std::optional<codes::Codes> codes;
  std::optional<codes::Captchas> captchas;
  codes::SendLimits send_limits;
  authentication::RegisterLimits register_limits;
  std::unique_ptr<Senders> senders;
  std::optional<messages::Outbox> outbox;
  crypto::PasswordCost password_cost;
  std::optional<net::Gate> gate;
  std::optional<tickets::Tickets> tickets;
  std::optional<authentication::Login> login;
  risk::SignInStep risk_step;
  std::optional<account_security::PasswordStep> password_step;
  PasskeyFactor passkey_factor;
  account_security::FactorSources factor_sources;
  account_security::PublicOrigin public_origin;
  risk::RegistrationCheck risk_registration;
  whitelists::RegistrationCheck whitelist_registration;
  authentication::RegistrationRules registration_rules;
  std::optional<authentication::PasswordLogin> password_login;
  api::Services services;
};

// How far to go with a schema that is older than the program.
enum class Schema : std::uint8_t { kBringUpToDate, kMustBeCurrent };

// Locks the data directory, opens the store (with a backup before an upgrade), checks the master key and the
// mode (production refuses a directory born in development), wires the services. The error's detail is for
// the operator.
Result<std::unique_ptr<Installation>> open_installation(config::Config config, Schema schema);

}  // namespace genauth::app
