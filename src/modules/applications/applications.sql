-- name: insert_application
insert into applications (id, pool_id, identifier, name, status, secret, settings, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (identifier) do nothing;

-- name: update_application
update applications set name = $3, status = $4, settings = $5, updated_at = $6 where pool_id = $1 and id = $2;

-- name: find_application
select id, pool_id, identifier, name, status, secret, settings, created_at, updated_at from applications where id = $1;

-- name: find_application_by_identifier
select id, pool_id, identifier, name, status, secret, settings, created_at, updated_at from applications
where identifier = $1;

-- name: list_applications
select id, name, status from applications where pool_id = $1 order by id;

-- name: find_application_of_pool
select 1 from applications where pool_id = $1 and id = $2;
