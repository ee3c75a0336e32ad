-- name: find_group
select id, code, name, description, type, metadata_source, custom_data, created_at, updated_at
from user_groups where pool_id = $1 and code = $2;

-- name: find_group_by_id
select id, code, name, description, type, metadata_source, custom_data, created_at, updated_at
from user_groups where pool_id = $1 and id = $2;

-- name: insert_group
insert into user_groups (pool_id, id, code, name, description, type, metadata_source, custom_data, created_at,
  updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
on conflict (pool_id, code) do nothing;

-- name: update_group
update user_groups set name = $3, description = $4, type = $5, metadata_source = $6, custom_data = $7,
  updated_at = $8
where pool_id = $1 and id = $2;

-- name: delete_group
delete from user_groups where pool_id = $1 and id = $2;

-- name: insert_group_member
insert into group_members (pool_id, group_id, user_id, joined_at) values ($1, $2, $3, $4)
on conflict (pool_id, group_id, user_id) do nothing;

-- name: delete_group_member
delete from group_members where pool_id = $1 and group_id = $2 and user_id = $3;

-- name: list_groups_of_user
select g.id, g.code, g.name, g.description, g.type, g.metadata_source, g.custom_data, g.created_at, g.updated_at
from group_members m
join user_groups g on g.pool_id = m.pool_id and g.id = m.group_id
where m.pool_id = $1 and m.user_id = $2
order by g.code;
