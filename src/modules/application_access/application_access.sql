-- Who a user is by membership, and CROSS JOIN: as in roles.sql; and whether a department is one of the user's own.
-- part: held
with recursive subjects (target_type, target_id, direct) as not materialized (
  select 'USER', cast($2 as text), true
  union all
  select 'GROUP', group_id, true from group_members where pool_id = $1 and user_id = $2
  union all
  select 'DEPARTMENT', a.ancestor_id, a.depth = 0
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
), targets (target_type, target_id, direct) as (
  select target_type, target_id, direct from subjects
  union all
  select 'ROLE', role_id, true from held
)

-- name: rules_about_user
{held}
select a.id, a.app_id, a.target_type, a.target_id, a.effect, a.inherits, a.enabled
from targets t
cross join application_access a
where a.pool_id = $1 and a.target_type = t.target_type and a.target_id = t.target_id and (t.direct or a.inherits);

-- name: rules_about_user_at
{held}
select a.id, a.app_id, a.target_type, a.target_id, a.effect, a.inherits, a.enabled
from targets t
cross join application_access a
where a.pool_id = $1 and a.target_type = t.target_type and a.target_id = t.target_id and (t.direct or a.inherits)
  and a.app_id = $4;

-- name: rules_about_target
select id, app_id, target_type, target_id, effect, inherits, enabled
from application_access
where pool_id = $1 and target_type = $2 and target_id = $3 and (app_id = $4 or $4 = '');

-- Reads the tables of applications and sessions, because the answer to one question should be one statement.
-- name: list_enabled_applications
select a.id, a.name, a.permission_strategy, exists (
  select 1 from sessions s
  where s.pool_id = $1 and s.user_id = $2 and s.app_id = a.id and s.ended_at is null and s.expires_at > $3)
from applications a
where a.pool_id = $1 and a.status = 'enabled'
order by a.name, a.id;

-- name: put_rule
insert into application_access (pool_id, id, app_id, target_type, target_id, effect, inherits, enabled, created_at)
values ($1, $2, $3, $4, $5, $6, $7, true, $8)
on conflict (pool_id, target_type, target_id, app_id)
do update set effect = excluded.effect, inherits = excluded.inherits, enabled = true;

-- name: delete_rule
delete from application_access where pool_id = $1 and target_type = $2 and target_id = $3 and app_id = $4;

-- name: delete_rule_by_id
delete from application_access where pool_id = $1 and id = $2 returning app_id;

-- name: enable_rule
update application_access set enabled = $3 where pool_id = $1 and id = $2 returning app_id;

-- name: has_rules
select 1 from application_access where pool_id = $1 and app_id = $2 limit 1;

-- name: forget_application
delete from application_access where pool_id = $1 and app_id = $2;

-- Names stand in the tables of what the rules are about; who is gone has none.
-- part: named
application_access a
left join users u on a.target_type = 'USER' and u.pool_id = a.pool_id and u.id = a.target_id
left join user_groups g on a.target_type = 'GROUP' and g.pool_id = a.pool_id and g.id = a.target_id
left join departments d on a.target_type = 'DEPARTMENT' and d.pool_id = a.pool_id and d.id = a.target_id
left join roles r on a.target_type = 'ROLE' and r.pool_id = a.pool_id and r.id = a.target_id
where a.pool_id = $1 and a.app_id = $2
  and lower(coalesce(u.name, u.nickname, u.username, u.email, u.phone, u.id, g.name, d.name, r.name)) like $3 escape '\'
  and ($4 = '' or $4 like '%,' || a.target_type || ',%') and ($5 = '' or a.effect = $5)
  and ($6 < 0 or a.enabled = ($6 = 1))

-- name: list_rules
select a.id, a.app_id, a.target_type, a.target_id, a.effect, a.inherits, a.enabled,
  coalesce(u.name, u.nickname, u.username, u.email, u.phone, u.id, g.name, d.name, r.name)
from {named}
order by a.id limit $7 offset $8;

-- name: count_rules
select count(*) from {named};
