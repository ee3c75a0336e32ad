-- name: insert_application
insert into applications (id, pool_id, identifier, name, status, secret, settings, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (identifier) do nothing;

-- name: update_application
update applications set name = $3, status = $4, settings = $5, updated_at = $6 where pool_id = $1 and id = $2;

-- name: rename_application
update applications set identifier = $3
where pool_id = $1 and id = $2 and not exists (select 1 from applications where identifier = $3 and id <> $2);

-- name: replace_secret
update applications set secret = $3, previous_secret = $4, updated_at = $5 where pool_id = $1 and id = $2;

-- name: set_access
update applications set permission_strategy = $3, has_access_rules = $4, updated_at = $5 where pool_id = $1 and id = $2;

-- name: delete_application
delete from applications where pool_id = $1 and id = $2;

-- name: find_application
select id, pool_id, identifier, name, status, secret, settings, created_at, updated_at, previous_secret,
  permission_strategy, has_access_rules
from applications where id = $1;

-- name: find_application_by_identifier
select id, pool_id, identifier, name, status, secret, settings, created_at, updated_at, previous_secret,
  permission_strategy, has_access_rules
from applications where identifier = $1;

-- name: list_applications
select a.id, a.name, a.status from applications a
where a.pool_id = $1 and not exists (select 1 from dynamic_clients d where d.pool_id = $1 and d.app_id = a.id)
order by a.id;

-- The secrets stay where they are.
-- name: search_applications
select id, pool_id, identifier, name, status, null, settings, created_at, updated_at, null,
  permission_strategy, has_access_rules
from applications
where pool_id = $1 and (lower(name) like $2 escape '\' or identifier like $2 escape '\' or id = $3) order by id;

-- name: find_application_of_pool
select 1 from applications where pool_id = $1 and id = $2;

-- name: release_identifier
insert into released_identifiers (pool_id, identifier, released_at) values ($1, $2, $3)
on conflict (pool_id, identifier) do update set released_at = excluded.released_at;

-- name: find_released_identifier
select 1 from released_identifiers where identifier = $2 and released_at > $3 and pool_id <> $1 limit 1;

-- name: sweep_released_identifiers
delete from released_identifiers where (pool_id, identifier) in
  (select pool_id, identifier from released_identifiers where released_at <= $1 order by released_at limit $2);
