// Secrets of the whole installation, made at its first start and kept sealed in the table `installation`.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"

namespace genauth::system {

// The secret of this name; `make` gives it if there is none yet. Processes that start at the same time on one
// database end up with the same one.
Result<std::string> installation_secret(db::Database& database, const crypto::Sealer& sealer,
                                        std::string_view name, const std::function<std::string()>& make);

}  // namespace genauth::system
