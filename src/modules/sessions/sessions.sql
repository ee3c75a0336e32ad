-- name: insert_session
insert into sessions
  (pool_id, id, user_id, app_id, created_at, expires_at, client_ip, user_agent, tenant_id, auth_time,
   device_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- Keeps a session alive for tokens that are about to be handed out; touches nothing that has ended.
-- name: extend_session
update sessions set expires_at = case when expires_at < $3 then $3 else expires_at end
where pool_id = $1 and id = $2 and ended_at is null and expires_at > $4;

-- Everything that decides whether an access token still counts. A session under a public account stands and falls with
-- the person who uses it.
-- name: standing_of_token
select s.user_id, s.expires_at, s.ended_at,
  case when w.session_id is null or o.status = 'Activated' then u.status else coalesce(o.status, 'Deactivated') end,
  r.token_id
from sessions s
left join users u on u.pool_id = s.pool_id and u.id = s.user_id
left join revoked_tokens r on r.pool_id = s.pool_id and r.token_id = $3
left join switched_sessions w on w.pool_id = s.pool_id and w.session_id = s.id
left join users o on o.pool_id = w.pool_id and o.id = w.origin_user_id
where s.pool_id = $1 and s.id = $2;

-- name: find_auth_time
select auth_time from sessions where pool_id = $1 and id = $2;

-- name: live_sessions_of_user
select id, app_id, device_id, client_ip, user_agent, created_at, expires_at from sessions
where pool_id = $1 and user_id = $2 and ended_at is null and expires_at > $3 order by id desc;

-- name: end_session
update sessions set ended_at = $3 where pool_id = $1 and id = $2 and ended_at is null;

-- name: end_sessions_of_user
update sessions set ended_at = $3 where pool_id = $1 and user_id = $2 and ended_at is null;

-- name: end_other_sessions_of_user
update sessions set ended_at = $4 where pool_id = $1 and user_id = $2 and id <> $3 and ended_at is null;

-- name: end_refresh_tokens_of_other_sessions
update refresh_tokens set ended_at = $4
where pool_id = $1 and ended_at is null
  and session_id in (select id from sessions where pool_id = $1 and user_id = $2 and id <> $3);

-- name: insert_refresh_token
insert into refresh_tokens
  (pool_id, id, secret_hash, session_id, user_id, app_id, scope, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: find_refresh_token
select r.secret_hash, r.session_id, r.user_id, r.app_id, r.scope, r.expires_at, r.ended_at, r.replaced_at,
       r.successor, s.tenant_id, s.auth_time, r.created_at
from refresh_tokens r join sessions s on s.pool_id = r.pool_id and s.id = r.session_id
where r.pool_id = $1 and r.id = $2;

-- Exactly one of any number of racing clients changes the row.
-- name: replace_refresh_token
update refresh_tokens set replaced_at = $3, successor = $4
where pool_id = $1 and id = $2 and replaced_at is null and ended_at is null and expires_at > $3;

-- name: end_refresh_tokens_of_session
update refresh_tokens set ended_at = $3 where pool_id = $1 and session_id = $2 and ended_at is null;

-- name: end_refresh_tokens_of_user
update refresh_tokens set ended_at = $3
where pool_id = $1 and ended_at is null
  and session_id in (select id from sessions where pool_id = $1 and user_id = $2);

-- name: insert_revoked_token
insert into revoked_tokens (pool_id, token_id, expires_at) values ($1, $2, $3) on conflict do nothing;

-- name: sweep_sessions
delete from sessions where (pool_id, id) in (select pool_id, id from sessions where expires_at < $1 limit $2);

-- name: sweep_refresh_tokens
delete from refresh_tokens
where (pool_id, id) in (select pool_id, id from refresh_tokens where expires_at < $1 limit $2);

-- name: sweep_revoked_tokens
delete from revoked_tokens
where (pool_id, token_id) in (select pool_id, token_id from revoked_tokens where expires_at < $1 limit $2);
