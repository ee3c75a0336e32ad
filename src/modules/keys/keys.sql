-- name: insert_signing_key
insert into signing_keys (pool_id, id, algorithm, status, private_key, public_jwk, created_at)
values ($1, $2, $3, 'current', $4, $5, $6);

-- name: demote_signing_key
update signing_keys set status = 'previous' where pool_id = $1 and algorithm = $2 and status = 'current';

-- The private part of a retired key is destroyed: nothing is signed or verified with it again.
-- name: retire_signing_key
update signing_keys set status = 'retired', retired_at = $3, private_key = $4
where pool_id = $1 and id = $2 and status = 'previous';

-- name: list_signing_keys
select id, algorithm, status, created_at, retired_at from signing_keys where pool_id = $1 order by id;

-- name: live_signing_keys
select id, algorithm, status, private_key, public_jwk from signing_keys
where pool_id = $1 and status <> 'retired' order by id desc;

-- name: find_pairwise_key
select secret from pairwise_keys where pool_id = $1;

-- name: insert_pairwise_key
insert into pairwise_keys (pool_id, secret, created_at) values ($1, $2, $3) on conflict do nothing returning pool_id;
