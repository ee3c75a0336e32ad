-- name: insert_login
insert into login_history (pool_id, user_id, id, app_id, client_ip, user_agent, method, success, error, tenant_id,
  created_at)
select u.pool_id, u.id, $3, $4, $5, $6, $7, cast($8 as boolean), $9, $10, cast($11 as bigint)
from users u where u.pool_id = $1 and u.id = $2;

-- name: insert_nobody_login
insert into nobody_logins (pool_id, id, app_id, client_ip, user_agent, method, error, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: sweep_nobody_logins
delete from nobody_logins where (pool_id, id) in
  (select pool_id, id from nobody_logins where created_at < $1 order by created_at limit $2);

-- name: list_logins
select h.id, h.app_id, a.name, h.client_ip, h.user_agent, h.method, h.success, h.error, h.tenant_id, h.created_at
from login_history h
left join applications a on a.id = h.app_id and a.pool_id = h.pool_id
where h.pool_id = $1 and h.user_id = $2 and (h.app_id = $3 or $3 = '') and (h.client_ip = $4 or $4 = '')
  and (h.success or $5) and (not h.success or $6) and h.created_at >= $7 and h.created_at <= $8
order by h.id desc limit $9 offset $10;

-- name: count_logins
select count(*) from login_history h
where h.pool_id = $1 and h.user_id = $2 and (h.app_id = $3 or $3 = '') and (h.client_ip = $4 or $4 = '')
  and (h.success or $5) and (not h.success or $6) and h.created_at >= $7 and h.created_at <= $8;

-- name: sweep_logins
delete from login_history where (pool_id, user_id, id) in
  (select pool_id, user_id, id from login_history where created_at < $1 order by created_at limit $2);
