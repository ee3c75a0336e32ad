// What a stranger is told of an account that does not exist, or has no passkey.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/seal.h"
#include "gen/dto/passkeys.h"

namespace genauth::passkeys {

// One or two credentials that look like real ones and are the same whenever this account is asked for, under
// whichever spelling. Only the master key tells them from real ones.
std::vector<dto::PublicKeyCredentialDescriptorDto> decoys_for(const crypto::Sealer& sealer,
                                                              std::string_view pool_id,
                                                              std::string_view rp_id,
                                                              std::string_view account);

}  // namespace genauth::passkeys
