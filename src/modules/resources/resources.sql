-- name: find_resource
select r.id, r.namespace_id, n.code, r.family, r.code, r.type, r.name, r.description, r.api_identifier, r.link_url,
  r.actions, r.struct, r.created_at, r.updated_at
from permission_namespaces n
join resources r on r.pool_id = n.pool_id and r.namespace_id = n.id
where n.pool_id = $1 and n.code = $2 and r.family = $3 and r.code = $4;

-- name: insert_resource
insert into resources (pool_id, id, namespace_id, family, code, type, name, description, api_identifier, link_url,
  actions, struct, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
on conflict (pool_id, namespace_id, family, code) do nothing;

-- name: update_resource
update resources set name = $3, description = $4, api_identifier = $5, link_url = $6, actions = $7, struct = $8,
  updated_at = $9
where pool_id = $1 and id = $2;

-- name: delete_resource
delete from resources where pool_id = $1 and id = $2;

-- name: find_resource_grant
select node, effect, actions from resource_grants
where pool_id = $1 and target_type = $2 and target_id = $3 and resource_id = $4 and node = $5;

-- name: put_resource_grant
insert into resource_grants (pool_id, target_type, target_id, resource_id, node, effect, actions, created_at,
  updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
on conflict (pool_id, target_type, target_id, resource_id, node)
do update set effect = excluded.effect, actions = excluded.actions, updated_at = excluded.updated_at;

-- name: delete_resource_grant
delete from resource_grants
where pool_id = $1 and target_type = $2 and target_id = $3 and resource_id = $4 and node = $5;

-- Who a user is by membership, and CROSS JOIN: as in roles.sql. The memberships are looked up twice, which costs less
-- than keeping them.
-- name: list_grants_of_user
with recursive subjects (target_type, target_id) as not materialized (
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
    and (g.enable_at is null or g.enable_at <= $4) and (g.end_at is null or g.end_at > $4)
    and r.pool_id = $1 and r.id = g.role_id and r.enabled and (r.disable_at is null or r.disable_at > $4)
  union
  select r.id
  from held h
  cross join role_assignments g
  cross join roles r
  where g.pool_id = $1 and g.target_type = 'ROLE' and g.target_id = h.role_id
    and (g.enable_at is null or g.enable_at <= $4) and (g.end_at is null or g.end_at > $4)
    and r.pool_id = $1 and r.id = g.role_id and r.enabled and (r.disable_at is null or r.disable_at > $4)
), targets (target_type, target_id) as (
  select target_type, target_id from subjects
  union all
  select 'ROLE', role_id from held
)
select g.node, g.effect, g.actions, r.id, n.code, r.code, r.type, r.description, r.api_identifier, r.actions, r.struct
from targets t
cross join resource_grants g
cross join resources r
cross join permission_namespaces n
where g.pool_id = $1 and g.target_type = t.target_type and g.target_id = t.target_id
  and r.pool_id = $1 and r.id = g.resource_id and r.family = $3
  and n.pool_id = $1 and n.id = r.namespace_id and n.enabled;
