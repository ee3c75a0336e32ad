-- name: insert_access_key
insert into access_keys (id, pool_id, type, user_id, tenant_id, secret, enabled, created_at, permissions)
values ($1, $2, $3, $4, $5, $6, true, $7, $8)
on conflict (id) do nothing;

-- name: find_access_key
select id, pool_id, type, user_id, tenant_id, secret, enabled, created_at, last_used_at
from access_keys where pool_id = $1 and id = $2;

-- name: find_access_key_anywhere
select pool_id, user_id, secret, enabled, last_used_at, permissions, scopes from access_keys where id = $1;

-- name: list_access_keys
select id, pool_id, type, user_id, tenant_id, secret, enabled, created_at, last_used_at
from access_keys
where pool_id = $1 and (user_id = $2 or $2 = '') and (tenant_id = $3 or $3 = '') and (type = $4 or $4 = '')
  and (not enabled or $5) and (enabled or $6)
order by created_at desc, id desc limit $7;

-- name: limit_access_key
update access_keys set permissions = $3 where pool_id = $1 and id = $2;

-- name: grant_access_key
update access_keys set scopes = $3 where pool_id = $1 and id = $2;

-- name: set_access_key_enabled
update access_keys set enabled = $3 where pool_id = $1 and id = $2;

-- name: touch_access_key
update access_keys set last_used_at = $3 where pool_id = $1 and id = $2;

-- name: delete_access_key
delete from access_keys where pool_id = $1 and id = $2;
