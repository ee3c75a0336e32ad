// From configuration to what carries messages: vendors, or the inbox of development mode.
#pragma once
#include "app/installation.h"

namespace genauth::app {

messages::Carriers make_carriers(const Installation& installation);

}  // namespace genauth::app
