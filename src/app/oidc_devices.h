// The port oidc::DeviceCodes over the product's modules.
#pragma once
#include "app/installation.h"
#include "oidc/extensions.h"

namespace genauth::app {

// Thread-safe; runs on workers. What a device gets is a session of its own: it goes on when the person signs
// out in the browser, and ends with the account's other sessions.
class OidcDevices final : public oidc::DeviceCodes {
 public:
  explicit OidcDevices(Installation& installation) : in_(installation) {}

  oidc::Outcome<oidc::DeviceAnswer> begin(const oidc::Client& client, const oidc::DeviceRequest& request,
                                          const oidc::Context& context) override;
  oidc::Outcome<oidc::Tokens> poll(const oidc::Client& client, std::string_view device_code,
                                   const oidc::Context& context) override;

 private:
  Installation& in_;
};

}  // namespace genauth::app
