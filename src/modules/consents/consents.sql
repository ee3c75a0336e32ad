-- name: find_consent
select scope from consents where pool_id = $1 and user_id = $2 and app_id = $3;

-- name: put_consent
insert into consents (pool_id, user_id, app_id, scope, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)
on conflict (pool_id, user_id, app_id) do update set scope = excluded.scope, updated_at = excluded.updated_at;

-- name: list_consents
select app_id, scope, created_at, updated_at from consents
where pool_id = $1 and user_id = $2 order by updated_at desc, app_id;

-- name: forget_application
delete from consents where pool_id = $1 and app_id = $2;

-- name: drop_consent
delete from consents where pool_id = $1 and user_id = $2 and app_id = $3;
