// From configuration to what carries messages, and what recognises faces: vendors behind their connectors, or
// the inbox of development mode.
#pragma once
#include <memory>

#include "base/clock.h"
#include "config/config.h"
#include "connectors/breaker.h"
#include "connectors/face.h"
#include "connectors/factory.h"
#include "connectors/sender.h"
#include "modules/messages/email_providers.h"
#include "modules/messages/messages.h"
#include "net/http_client.h"

namespace genauth::app {

// The settings of connectors/factory.h for a pool's own mail service. `ca_file` empty: the system's
// authorities.
connectors::ProviderConfig provider_of(const messages::Submission& server, const std::string& ca_file);

// Owns the senders; the carriers refer to them. Lives as long as the installation.
class Senders {
 public:
  // Fails with a detail for the operator when a service's settings are incomplete, and in production when one
  // is the inbox.
  static Result<std::unique_ptr<Senders>> make(const config::Config& config, const Clock& clock);

  messages::Carriers carriers() const;
  const connectors::FaceService* faces() const { return faces_.get(); }  // null: none is configured

 private:
  Senders(net::Egress egress, net::HttpClient::Options http, const Clock& clock)
      : egress_(std::move(egress)), http_(std::move(http)), clock_(clock), breakers_of_pools_(clock) {}
  Result<void> send_for_pool(const messages::EmailProvider& provider, const messages::Message& message,
                             std::string_view key) const;

  net::Egress egress_;
  net::HttpClient http_;
  const Clock& clock_;
  mutable connectors::Breakers breakers_of_pools_;  // by mail server
  std::string ca_file_;
  std::unique_ptr<connectors::SmsSender> domestic_, international_;
  std::unique_ptr<connectors::MailSender> email_;
  std::unique_ptr<connectors::FaceService> faces_;
  bool inbox_domestic_ = false, inbox_international_ = false, inbox_email_ = false, is_dev_ = false;
};

}  // namespace genauth::app
