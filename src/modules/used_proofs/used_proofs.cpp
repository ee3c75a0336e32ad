#include "modules/used_proofs/used_proofs.h"

#include <string>

#include "crypto/digest.h"
#include "gen/sql/used_proofs.h"

namespace genauth::used_proofs {

Result<bool> first_use(db::Tx& tx, std::string_view pool_id, std::string_view space, std::string_view key,
                       std::int64_t expires_at) {
  // A zero byte cannot be in either, so no pair looks like another.
  const std::string digest = crypto::sha256(std::string(space).append(1, '\0').append(key));
  TRY(tx.take_turns());
  return TRY(tx.execute(sql::use_proof, {pool_id, db::Blob{digest}, expires_at})) == 1;
}

Result<std::int64_t> sweep(db::Tx& tx, std::int64_t now_ms, std::int64_t limit) {
  return tx.execute(sql::sweep_proofs, {now_ms, limit});
}

}  // namespace genauth::used_proofs
