-- name: insert_pool
insert into pools (id, name, status, created_at, settings) values ($1, $2, 'enabled', $3, $4);

-- name: find_pool
select id, name, status, created_at, user_count, settings from pools where id = $1;

-- name: find_first_pool
select id, name, status, created_at, user_count, settings from pools order by id limit 1;

-- name: list_pools
select id, name, status, created_at, user_count, settings from pools order by id;

-- name: find_pools_mentioning
select settings from pools where replace(settings, $1, '') <> settings order by id limit 100;

-- name: update_pool_settings
update pools set settings = $2 where id = $1;
