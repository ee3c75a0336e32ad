-- name: find_installation_value
select value from installation where name = $1;

-- name: put_installation_value
insert into installation (name, value) values ($1, $2) on conflict (name) do nothing;

-- name: set_installation_value
update installation set value = $2 where name = $1;

-- name: find_applications_mentioning
select id from applications where replace(settings, $1, '') <> settings order by id limit 100;

-- name: count_users
select count(*) from users where pool_id = $1;
