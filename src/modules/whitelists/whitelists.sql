-- name: insert_value
insert into whitelist_entries (pool_id, app_id, type, value, created_at) values ($1, $2, $3, $4, $5)
on conflict (pool_id, app_id, type, value) do nothing;

-- name: delete_value
delete from whitelist_entries where pool_id = $1 and app_id = $2 and type = $3 and value = $4;

-- name: forget_application
delete from whitelist_entries where pool_id = $1 and app_id = $2;

-- name: list_values
select value, created_at from whitelist_entries where pool_id = $1 and app_id = $2 and type = $3
order by value limit $4;

-- name: has_value
select 1 from whitelist_entries where pool_id = $1 and app_id in ('', $2) and type = $3 and value = $4 limit 1;
