-- name: find_namespace
select id, number, code, name, description, enabled, created_at, updated_at
from permission_namespaces where pool_id = $1 and code = $2;

-- name: insert_namespace
insert into permission_namespaces (pool_id, id, number, code, name, description, enabled, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (pool_id, code) do nothing;

-- name: update_namespace
update permission_namespaces set name = $3, description = $4, enabled = $5, updated_at = $6
where pool_id = $1 and id = $2;

-- name: find_role
select r.id, r.namespace_id, n.code, n.name, n.number, r.code, r.name, r.description, r.enabled, r.disable_at,
  r.permission_apply, r.created_at, r.updated_at
from permission_namespaces n
join roles r on r.pool_id = n.pool_id and r.namespace_id = n.id
where n.pool_id = $1 and n.code = $2 and r.code = $3;

-- name: find_role_by_id
select r.id, r.namespace_id, n.code, n.name, n.number, r.code, r.name, r.description, r.enabled, r.disable_at,
  r.permission_apply, r.created_at, r.updated_at
from roles r
join permission_namespaces n on n.pool_id = r.pool_id and n.id = r.namespace_id
where r.pool_id = $1 and r.id = $2;

-- name: insert_role
insert into roles (pool_id, id, namespace_id, code, name, description, enabled, disable_at, permission_apply,
  created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
on conflict (pool_id, namespace_id, code) do nothing;

-- name: update_role
update roles set name = $3, description = $4, enabled = $5, disable_at = $6, permission_apply = $7,
  updated_at = $8
where pool_id = $1 and id = $2;

-- name: delete_role
delete from roles where pool_id = $1 and id = $2;

-- Assignments to what is going to be no more: the row that names the role as a target.
-- name: delete_role_as_target
delete from role_assignments where pool_id = $1 and target_type = 'ROLE' and target_id = $2;

-- name: list_applicable_roles
select r.id, r.namespace_id, n.code, n.name, n.number, r.code, r.name, r.description, r.enabled, r.disable_at,
  r.permission_apply, r.created_at, r.updated_at
from roles r
join permission_namespaces n on n.pool_id = r.pool_id and n.id = r.namespace_id
where r.pool_id = $1 and r.permission_apply = true and r.enabled and (r.disable_at is null or r.disable_at > $2)
  and (lower(r.code) like $3 escape '\' or lower(r.name) like $3 escape '\')
order by r.id limit $4 offset $5;

-- name: count_applicable_roles
select count(*) from roles r
where r.pool_id = $1 and r.permission_apply = true and r.enabled and (r.disable_at is null or r.disable_at > $2)
  and (lower(r.code) like $3 escape '\' or lower(r.name) like $3 escape '\');

-- name: find_role_assignment
select enable_at, end_at from role_assignments
where pool_id = $1 and role_id = $2 and target_type = $3 and target_id = $4;

-- name: put_role_assignment
insert into role_assignments (pool_id, role_id, target_type, target_id, enable_at, end_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (pool_id, role_id, target_type, target_id)
do update set enable_at = excluded.enable_at, end_at = excluded.end_at;

-- name: delete_role_assignment
delete from role_assignments
where pool_id = $1 and role_id = $2 and target_type = $3 and target_id = $4;

-- Reads the tables of groups and departments, because the answer to one question should be one statement. CROSS JOIN
-- holds SQLite to this order: from the few that somebody is or holds to what those have.
-- name: list_roles_of_user
with recursive subjects (target_type, target_id) as (
  select 'USER', cast($2 as text)
  union all
  select 'GROUP', group_id from group_members where pool_id = $1 and user_id = $2
  union all
  select 'DEPARTMENT', a.ancestor_id
  from department_members m
  join department_ancestors a on a.pool_id = m.pool_id and a.department_id = m.department_id
  where m.pool_id = $1 and m.user_id = $2
), held (role_id) as (
  select r.id
  from subjects s
  cross join role_assignments g
  cross join roles r
  where g.pool_id = $1 and g.target_type = s.target_type and g.target_id = s.target_id
    and (g.enable_at is null or g.enable_at <= $3) and (g.end_at is null or g.end_at > $3)
    and r.pool_id = $1 and r.id = g.role_id and r.enabled and (r.disable_at is null or r.disable_at > $3)
  union
  select r.id
  from held h
  cross join role_assignments g
  cross join roles r
  where g.pool_id = $1 and g.target_type = 'ROLE' and g.target_id = h.role_id
    and (g.enable_at is null or g.enable_at <= $3) and (g.end_at is null or g.end_at > $3)
    and r.pool_id = $1 and r.id = g.role_id and r.enabled and (r.disable_at is null or r.disable_at > $3)
)
select r.id, r.namespace_id, n.code, n.name, n.number, r.code, r.name, r.description, r.enabled, r.disable_at,
  r.permission_apply, r.created_at, r.updated_at
from held h
cross join roles r
cross join permission_namespaces n
where r.pool_id = $1 and r.id = h.role_id and n.pool_id = r.pool_id and n.id = r.namespace_id and n.enabled
order by n.code, r.code;
