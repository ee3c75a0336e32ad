// The few HTML pages that the server draws itself: the start page and the inbox of development mode. No
// script, no outside resource, readable at 360 px.
#pragma once
#include <string_view>
#include <vector>

#include "modules/messages/messages.h"
#include "net/http_message.h"

namespace genauth::app {

// A whole document around `body`, which is HTML. Forms may go to this server only.
net::Response page(std::string_view title, std::string_view body);
net::Response start_page(std::string_view host);
net::Response inbox_page(const std::vector<messages::InboxItem>& items);

}  // namespace genauth::app
