// Pictures of an application's hosted pages, which this server shows itself.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "db/database.h"

namespace genauth::application_pictures {

// The path of an address that is one of ours ("/application-pictures/…"), at whatever host; empty for any
// other.
std::string path_in(std::string_view address);

// A new address for a picture of the pool, at the host of `origin` ("https://id.example.com").
std::string new_address(std::string_view origin, std::string_view pool_id);

struct Picture {
  std::string content_type, bytes;  // written anew by src/image or src/svg
};
// At that address, in place of the one of that kind ("logo", "background") that the application had.
Result<void> put(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view kind,
                 std::string_view address, const Picture& picture, std::int64_t now_ms);
Result<void> remove(db::Tx& tx, std::string_view pool_id, std::string_view app_id, std::string_view kind);

}  // namespace genauth::application_pictures
