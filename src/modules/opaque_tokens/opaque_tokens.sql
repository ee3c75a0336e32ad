-- name: insert_opaque_token
insert into opaque_tokens (pool_id, token_hash, app_id, user_id, session_id, scope, issuer, tenant_id, bound_to,
  issued_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_opaque_token
select pool_id, app_id, user_id, session_id, scope, issuer, tenant_id, bound_to, issued_at, expires_at
from opaque_tokens where token_hash = $1 and expires_at > $2;

-- name: erase_opaque_token
delete from opaque_tokens where pool_id = $1 and token_hash = $2 and app_id = $3;

-- name: sweep_opaque_tokens
delete from opaque_tokens where (pool_id, token_hash) in
  (select pool_id, token_hash from opaque_tokens where expires_at < $1 order by expires_at limit $2);
