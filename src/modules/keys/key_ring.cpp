#include <atomic>
#include <mutex>
#include <unordered_map>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "db/change_feed.h"
#include "gen/errors/access.h"
#include "gen/errors/core.h"
#include "modules/keys/keys.h"
#include "modules/keys/opened.h"
#include "modules/keys/verified_cache.h"
#include "modules/pools/pools.h"

namespace genauth::keys {
namespace {

using Set = std::shared_ptr<const KeySet>;

constexpr std::size_t kPoolsMax = 10'000, kPairwiseKeyBytes = 32;
constexpr std::int64_t kReadAgainNs = 1'000'000'000;  // an unknown kid makes us read again at most this often

struct Entry {
  Set set;
  std::int64_t read_ns = 0;
  std::uint64_t claims = 0;  // reads that were begun; the result of one that was overtaken is not kept
  bool stale = false;
};

}  // namespace

struct KeyRing::State {
  State(db::Database& db, const crypto::Sealer& seal, const Clock& time)
      : database(db), sealer(seal), clock(time) {}

  db::Database& database;
  const crypto::Sealer& sealer;
  const Clock& clock;
  std::mutex mutex;
  std::unordered_map<std::string, Entry> pools;
  std::unordered_map<std::string, std::string> pairwise;  // they never change
  VerifiedCache verified;
  std::atomic<std::uint64_t> verifications{0};

  Entry known(const std::string& pool_id) {
    std::lock_guard lock(mutex);
    const auto found = pools.find(pool_id);
    return found == pools.end() ? Entry{} : found->second;
  }

  // Whoever comes first makes it; all go on with the one that is there then.
  Result<std::string> pairwise_key(const std::string& pool_id) {
    {
      std::lock_guard lock(mutex);
      if (const auto found = pairwise.find(pool_id); found != pairwise.end()) return found->second;
    }
    const auto stored = [&] {
      return database.read([&](db::Session& session) { return store::pairwise_key(session, pool_id); });
    };
    std::string sealed = TRY(stored());
    if (sealed.empty()) {
      const std::string made =
          sealer.seal(crypto::random_bytes(kPairwiseKeyBytes), pairwise_key_place(pool_id));
      TRY(database.write(
          [&](db::Tx& tx) { return store::insert_pairwise_key(tx, pool_id, made, clock.now_ms()); }));
      sealed = TRY(stored());
    }
    std::string key = TRY(sealer.open(sealed, pairwise_key_place(pool_id)));
    std::lock_guard lock(mutex);
    if (pairwise.size() >= kPoolsMax) pairwise.clear();
    return pairwise.emplace(pool_id, std::move(key)).first->second;
  }

  void invalidate(std::string_view pool_id) {
    std::lock_guard lock(mutex);
    for (auto& [id, entry] : pools) {
      if (pool_id.empty() || id == pool_id) entry.stale = true;
    }
  }

  Result<Set> read(const std::string& pool_id, Set before) {
    std::uint64_t claim = 0;
    {
      // Claimed before the read: a change that is announced meanwhile marks the entry again. Whoever comes
      // while we read goes on with what there is.
      std::lock_guard lock(mutex);
      if (pools.size() >= kPoolsMax && !pools.contains(pool_id)) pools.clear();
      Entry& entry = pools[pool_id];
      entry.stale = false;
      entry.read_ns = Clock::steady_ns();
      claim = ++entry.claims;
    }
    Result<Set> set = open(pool_id, before.get());
    std::lock_guard lock(mutex);
    const auto found = pools.find(pool_id);
    if (found == pools.end() || found->second.claims != claim) return set;
    if (set) {
      found->second.set = *set;
    } else if (found->second.set) {
      found->second.stale = true;
    } else {
      pools.erase(found);
    }
    return set;
  }

  Result<Set> open(const std::string& pool_id, const KeySet* before) {
    const auto rows = TRY(database.read([&](db::Session& session) { return store::live(session, pool_id); }));
    if (rows.empty()) return errors::kPoolNotFound;
    return Set(std::make_shared<const KeySet>(TRY(open_keys(sealer, pool_id, rows, before))));
  }

  Result<Set> set_of(std::string_view pool_id) {
    const std::string id(pool_id);
    Entry entry = known(id);
    if (entry.set && !entry.stale && database.subscribers()->trusted()) return entry.set;
    return read(id, std::move(entry.set));
  }

  // The set again if it may be out of date: an unknown kid is either nonsense or a key newer than our copy.
  Result<Set> newer_set_of(std::string_view pool_id, const Set& had) {
    const std::string id(pool_id);
    Entry entry = known(id);
    if (entry.set && entry.set != had) return entry.set;
    if (Clock::steady_ns() - entry.read_ns < kReadAgainNs) return had;
    return read(id, had);
  }

  // As set_of(), with a current key of this algorithm in it, made now if there is none.
  Result<Set> set_with(std::string_view pool_id, Algorithm algorithm) {
    Result<Set> set = set_of(pool_id);
    if (set && (*set)->current_of(algorithm)) return set;
    if (!set && set.error().code() != errors::kPoolNotFound) return set;
    TRY(make_on_demand(pool_id, algorithm));
    set = set_of(pool_id);
    if (set && !(*set)->current_of(algorithm)) {
      return Error(errors::kInternal, "a signing key that was just made is not there");
    }
    return set;
  }

  // Looks inside the unit whether somebody else was faster, so that a pool does not get two keys for one
  // wish.
  Result<void> make_on_demand(std::string_view pool_id, Algorithm algorithm) {
    TRY(database.read([&](db::Session& session) { return pools::find(session, pool_id); }));
    const NewKey key = TRY(generate(sealer, pool_id, algorithm, clock.now_ms()));
    TRY(database.write([&](db::Tx& tx) -> Result<void> {
      for (const store::LiveKey& row : TRY(store::live(tx, pool_id))) {
        if (row.algorithm == algorithm && row.is_current) return {};
      }
      return insert(tx, key);
    }));
    invalidate(pool_id);
    return {};
  }
};

KeyRing::KeyRing(db::Database& database, const crypto::Sealer& sealer, const Clock& clock)
    : state_(std::make_shared<State>(database, sealer, clock)) {
  // The subscription outlives us, so it holds on to nothing.
  database.subscribers()->add(std::string(kChangeTopic),
                              [weak = std::weak_ptr<State>(state_)](std::string_view pool_id) {
                                if (const auto state = weak.lock()) state->invalidate(pool_id);
                              });
}

KeyRing::~KeyRing() = default;

Result<std::string> KeyRing::sign(std::string_view pool_id, Algorithm algorithm, std::string_view typ,
                                  std::string_view claims_json) {
  const Set set = TRY(state_->set_with(pool_id, algorithm));
  const OpenedKey* key = set->current_of(algorithm);
  return crypto::sign(jws_alg_of(algorithm), key->private_key, key->id, claims_json, typ);
}

Result<std::string> KeyRing::verify(std::string_view pool_id, std::string_view typ, std::string_view token) {
  crypto::Jws jws = TRY(crypto::parse_jws(token));
  if (jws.typ != typ) return Error(errors::kTokenInvalid, "a token of another kind: typ " + jws.typ);
  Result<Set> known = state_->set_of(pool_id);
  if (!known && known.error().code() == errors::kPoolNotFound)
    return Error(errors::kTokenInvalid, "the pool has no keys");
  Set set = TRY(std::move(known));
  std::shared_ptr<const OpenedKey> key = set->by_kid(jws.kid);
  if (!key) {
    set = TRY(state_->newer_set_of(pool_id, set));
    key = set->by_kid(jws.kid);
  }
  if (!key) return Error(errors::kTokenInvalid, "no key of the pool has this kid");

  // The key was found in the set of this moment; only then may the digest speak for the signature. The pool
  // is part of the digest, so that one pool's memory never vouches for another.
  std::string seen(pool_id);
  const std::string digest = crypto::sha256(seen.append("\n").append(token));
  if (!state_->verified.contains(digest)) {
    state_->verifications.fetch_add(1, std::memory_order_relaxed);
    TRY(crypto::verify(jws, key->public_key, jws_alg_of(key->algorithm)));
    state_->verified.add(digest);
  }
  return std::move(jws.payload);
}

Result<std::shared_ptr<const std::string>> KeyRing::jwks_json(std::string_view pool_id) {
  return TRY(state_->set_with(pool_id, Algorithm::kRs256))->jwks_json;
}

Result<std::string> KeyRing::rotate(std::string_view pool_id, Algorithm algorithm) {
  TRY(state_->database.read([&](db::Session& session) { return pools::find(session, pool_id); }));
  const NewKey key = TRY(generate(state_->sealer, pool_id, algorithm, state_->clock.now_ms()));
  TRY(state_->database.write([&](db::Tx& tx) { return insert(tx, key); }));
  state_->invalidate(pool_id);
  return key.id;
}

Result<std::string> KeyRing::pairwise_subject(std::string_view pool_id, std::string_view sector,
                                              std::string_view user_id) {
  const std::string key = TRY(state_->pairwise_key(std::string(pool_id)));
  return base64url(crypto::hmac_sha256(key, std::string(sector).append("\n").append(user_id)));
}

void KeyRing::invalidate(std::string_view pool_id) {
  state_->invalidate(pool_id);
}

std::uint64_t KeyRing::verifications() const {
  return state_->verifications.load(std::memory_order_relaxed);
}

}  // namespace genauth::keys
