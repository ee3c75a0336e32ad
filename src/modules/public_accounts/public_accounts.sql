-- name: find_public_account
select 1 from public_accounts where pool_id = $1 and user_id = $2;

-- name: insert_public_account
insert into public_accounts (pool_id, user_id, created_at) values ($1, $2, $3)
on conflict (pool_id, user_id) do nothing;

-- name: delete_public_account
delete from public_accounts where pool_id = $1 and user_id = $2;

-- name: insert_public_account_target
insert into public_account_targets (pool_id, account_id, target_type, target_id, created_at)
values ($1, $2, $3, $4, $5)
on conflict (pool_id, account_id, target_type, target_id) do nothing;

-- name: delete_public_account_target
delete from public_account_targets
where pool_id = $1 and account_id = $2 and target_type = $3 and target_id = $4;

-- Who a user is by membership, and CROSS JOIN: as in roles.sql.
-- name: list_public_accounts_of_user
with recursive subjects (target_type, target_id) as (
  select 'USER', cast($2 as text)
  union all
  select 'GROUP', group_id from group_members where pool_id = $1 and user_id = $2
  union all
  select 'DEPARTMENT', a.ancestor_id
  from department_members m
  join department_ancestors a on a.pool_id = m.pool_id and a.department_id = m.department_id
  where m.pool_id = $1 and m.user_id = $2
), held (target_type, target_id) as (
  select target_type, target_id from subjects
  union
  select 'ROLE', r.id
  from held h
  cross join role_assignments g
  cross join roles r
  where g.pool_id = $1 and g.target_type = h.target_type and g.target_id = h.target_id
    and (g.enable_at is null or g.enable_at <= $3) and (g.end_at is null or g.end_at > $3)
    and r.pool_id = $1 and r.id = g.role_id and r.enabled and (r.disable_at is null or r.disable_at > $3)
)
select u.id, u.photo, coalesce(u.name, u.nickname, u.username, u.email)
from users u
where u.pool_id = $1 and u.status = 'Activated' and u.id in (
  select t.account_id
  from held h
  join public_account_targets t on t.pool_id = $1 and t.target_type = h.target_type and t.target_id = h.target_id)
order by u.id;

-- name: find_choice
select id, photo, coalesce(name, nickname, username, email) from users where pool_id = $1 and id = $2;

-- name: insert_switched_session
insert into switched_sessions (pool_id, session_id, origin_user_id, expires_at) values ($1, $2, $3, $4);

-- Of the session itself, or of the browser that it came out of. Reads the tables of sessions, because the answer to one
-- question should be one statement.
-- name: find_switched_session
select coalesce(w.origin_user_id, b.origin_user_id)
from sessions s
left join switched_sessions w on w.pool_id = s.pool_id and w.session_id = s.id
left join browser_sessions b on b.pool_id = s.pool_id and b.id = s.browser_id
where s.pool_id = $1 and s.id = $2;

-- name: list_switched_sessions
select session_id from switched_sessions where pool_id = $1 and origin_user_id = $2;

-- name: list_switched_browsers
select id from browser_sessions where pool_id = $1 and origin_user_id = $2 and ended_at is null;

-- Not before the session itself is swept, which may have been extended.
-- name: sweep_switched_sessions
delete from switched_sessions where (pool_id, session_id) in
  (select w.pool_id, w.session_id
   from switched_sessions w
   where w.expires_at < $1
     and not exists (select 1 from sessions s where s.pool_id = w.pool_id and s.id = w.session_id)
   order by w.expires_at limit $2);

-- name: find_auth_time
select auth_time from sessions where pool_id = $1 and id = $2;
