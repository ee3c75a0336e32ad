-- name: insert_app
insert into event_apps (pool_id, identifier, name, logo, created_at) values ($1, $2, $3, $4, $5)
on conflict (pool_id, identifier) do nothing;

-- name: find_app
select name from event_apps where pool_id = $1 and identifier = $2;

-- name: list_apps
select identifier, name, logo from event_apps where pool_id = $1 order by identifier limit $2;

-- name: insert_definition
insert into event_definitions (pool_id, code, id, description, created_at) values ($1, $2, $3, $4, $5)
on conflict (pool_id, code) do nothing;

-- name: find_definition
select id from event_definitions where pool_id = $1 and code = $2;

-- name: list_definitions
select id, code, description from event_definitions where pool_id = $1 order by code limit $2;

-- name: count_definitions
select count(*) from event_definitions where pool_id = $1;
