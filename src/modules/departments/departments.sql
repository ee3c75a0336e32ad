-- name: find_department
select d.id, d.organization_id, o.code, d.parent_id, d.name, d.description, d.code, d.open_department_id,
  d.is_virtual, d.enabled, d.position, d.i18n, d.metadata, d.custom_data, d.created_at, d.updated_at
from departments d
join organizations o on o.pool_id = d.pool_id and o.id = d.organization_id
where d.pool_id = $1 and d.id = $2;

-- name: find_department_by_code
select d.id, d.organization_id, o.code, d.parent_id, d.name, d.description, d.code, d.open_department_id,
  d.is_virtual, d.enabled, d.position, d.i18n, d.metadata, d.custom_data, d.created_at, d.updated_at
from departments d
join organizations o on o.pool_id = d.pool_id and o.id = d.organization_id
where d.pool_id = $1 and d.organization_id = $2 and d.code = $3;

-- name: find_department_id_by_open_id
select id from departments where pool_id = $1 and open_department_id = $2;

-- A code is unique in its organisation only.
-- name: list_department_ids_by_code
select id from departments where pool_id = $1 and code = $2 limit 2;

-- name: find_organization
select d.id, d.organization_id, o.code, d.parent_id, d.name, d.description, d.code, d.open_department_id,
  d.is_virtual, d.enabled, d.position, d.i18n, d.metadata, d.custom_data, d.created_at, d.updated_at
from organizations o
join departments d on d.pool_id = o.pool_id and d.id = o.id
where o.pool_id = $1 and o.code = $2;

-- name: insert_organization
insert into organizations (pool_id, id, code, tenant_id, created_at) values ($1, $2, $3, $4, $5)
on conflict (pool_id, code) do nothing;

-- name: insert_department
insert into departments (pool_id, id, organization_id, parent_id, code, name, description, open_department_id,
  is_virtual, enabled, position, i18n, metadata, custom_data, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
on conflict do nothing;

-- name: insert_ancestors
insert into department_ancestors (pool_id, department_id, ancestor_id, depth)
select pool_id, $2, ancestor_id, depth + 1 from department_ancestors where pool_id = $1 and department_id = $3;

-- name: insert_self_as_ancestor
insert into department_ancestors (pool_id, department_id, ancestor_id, depth) values ($1, $2, $2, 0);

-- name: count_code_clashes
select count(*) from departments
where pool_id = $1 and id <> $2 and organization_id = $3 and code = $4;

-- name: count_open_id_clashes
select count(*) from departments where pool_id = $1 and id <> $2 and open_department_id = $3;

-- name: update_department
update departments set code = $3, name = $4, description = $5, open_department_id = $6, is_virtual = $7,
  enabled = $8, position = $9, i18n = $10, metadata = $11, custom_data = $12, updated_at = $13
where pool_id = $1 and id = $2;

-- name: is_ancestor
select 1 from department_ancestors where pool_id = $1 and department_id = $2 and ancestor_id = $3;

-- What stands above the moved branch is forgotten for all of the branch.
-- name: delete_ancestors_above
delete from department_ancestors
where pool_id = $1
  and department_id in (
    select b.department_id from department_ancestors b where b.pool_id = $1 and b.ancestor_id = $2)
  and ancestor_id in (
    select a.ancestor_id from department_ancestors a
    where a.pool_id = $1 and a.department_id = $2 and a.depth > 0);

-- name: insert_ancestors_of_branch
insert into department_ancestors (pool_id, department_id, ancestor_id, depth)
select b.pool_id, b.department_id, a.ancestor_id, a.depth + b.depth + 1
from department_ancestors b
join department_ancestors a on a.pool_id = b.pool_id and a.department_id = $3
where b.pool_id = $1 and b.ancestor_id = $2;

-- name: set_department_parent
update departments set parent_id = $3, updated_at = $4 where pool_id = $1 and id = $2;

-- name: find_child
select id from departments where pool_id = $1 and parent_id = $2 limit 1;

-- name: delete_department
delete from departments where pool_id = $1 and id = $2;

-- name: delete_organization
delete from organizations where pool_id = $1 and id = $2;

-- name: find_department_member
select is_leader, is_main from department_members
where pool_id = $1 and department_id = $2 and user_id = $3;

-- name: clear_main_department
update department_members set is_main = false where pool_id = $1 and user_id = $2 and is_main;

-- name: put_department_member
insert into department_members (pool_id, department_id, user_id, is_leader, is_main, joined_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (pool_id, department_id, user_id)
do update set is_leader = excluded.is_leader, is_main = excluded.is_main;

-- name: delete_department_member
delete from department_members where pool_id = $1 and department_id = $2 and user_id = $3;

-- name: list_department_ids_of_user
select department_id from department_members where pool_id = $1 and user_id = $2 order by joined_at, department_id;

-- A row for each department of the user and each step above it, from the root down.
-- name: list_departments_of_user
select d.id, d.organization_id, o.code, d.parent_id, d.name, d.description, d.code, d.open_department_id,
  d.is_virtual, d.enabled, d.position, d.i18n, d.metadata, d.custom_data, d.created_at, d.updated_at,
  m.is_leader, m.is_main, m.joined_at, s.id, s.name, s.code
from department_members m
join departments d on d.pool_id = m.pool_id and d.id = m.department_id
join organizations o on o.pool_id = d.pool_id and o.id = d.organization_id
join department_ancestors a on a.pool_id = m.pool_id and a.department_id = m.department_id
join departments s on s.pool_id = a.pool_id and s.id = a.ancestor_id
where m.pool_id = $1 and m.user_id = $2
order by m.joined_at, d.id, a.depth desc;
