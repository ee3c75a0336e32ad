-- name: find_installation_value
select value from installation where name = $1;

-- name: insert_installation_value
insert into installation (name, value) values ($1, $2) on conflict (name) do nothing;
