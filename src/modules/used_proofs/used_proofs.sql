-- Exactly one of any number of racing callers inserts the row.
-- name: use_proof
insert into used_proofs (pool_id, digest, expires_at) values ($1, $2, $3) on conflict (pool_id, digest) do nothing;

-- name: sweep_proofs
delete from used_proofs where (pool_id, digest) in
  (select pool_id, digest from used_proofs where expires_at < $1 order by expires_at limit $2);
