#include "app/carriers.h"

namespace genauth::app {

messages::Carriers make_carriers(const Installation& installation) {
  messages::Carriers carriers;
  carriers.inbox = installation.config.dev;
  if (installation.config.dev) {
    // The row that the inbox reads has been written already. International numbers stay refused, as they are in
    // production until a service for them is configured.
    const messages::Carrier keep = [](const messages::Message&, std::string_view) { return Result<void>(); };
    carriers.sms_domestic = keep;
    carriers.email = keep;
  }
  return carriers;
}

}  // namespace genauth::app
