-- Until when its tenant lets a session stand: for ever without a tenant, null (no longer) where the tenant is gone or
-- disabled or the user is no member any more.
-- part: tenant_until
case when s.tenant_id = '' then 9223372036854775807 else (
  select coalesce(t.expires_at, 9223372036854775807)
  from tenant_members m join tenants t on t.pool_id = m.pool_id and t.id = m.tenant_id
  where m.pool_id = s.pool_id and m.tenant_id = s.tenant_id and m.user_id = s.user_id and t.enabled) end

-- name: insert_session
insert into sessions
  (pool_id, id, user_id, app_id, created_at, expires_at, client_ip, user_agent, tenant_id, auth_time,
   device_id, browser_id, notify_issuer)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- Keeps a session alive for tokens that are about to be handed out; touches nothing that has ended.
-- name: extend_session
update sessions as s set expires_at = case when expires_at < $3 then $3 else expires_at end
where pool_id = $1 and id = $2 and ended_at is null and expires_at > $4 and {tenant_until} > $4;

-- Everything that decides whether an access token still counts. A session under a public account stands and falls with
-- the person who uses it.
-- name: standing_of_token
select s.user_id, s.expires_at, s.ended_at,
  case when w.session_id is null or o.status = 'Activated' then u.status else coalesce(o.status, 'Deactivated') end,
  r.token_id, {tenant_until}
from sessions s
left join users u on u.pool_id = s.pool_id and u.id = s.user_id
left join revoked_tokens r on r.pool_id = s.pool_id and r.token_id = $3
left join switched_sessions w on w.pool_id = s.pool_id and w.session_id = s.id
left join users o on o.pool_id = w.pool_id and o.id = w.origin_user_id
where s.pool_id = $1 and s.id = $2;

-- name: find_auth_time
select auth_time from sessions where pool_id = $1 and id = $2;

-- name: live_sessions_of_user
select id, app_id, device_id, client_ip, user_agent, created_at, expires_at, browser_id from sessions s
where pool_id = $1 and user_id = $2 and ended_at is null and expires_at > $3 and {tenant_until} > $3 order by id desc;

-- name: active_users
select distinct user_id from sessions s
where pool_id = $1 and app_id = $2 and ended_at is null and expires_at > $3 and {tenant_until} > $3
order by user_id limit $4 offset $5;

-- name: count_active_users
select count(distinct user_id) from sessions s
where pool_id = $1 and app_id = $2 and ended_at is null and expires_at > $3 and {tenant_until} > $3;

-- name: open_sessions_of_app
select id from sessions where pool_id = $1 and app_id = $2 and ended_at is null limit $3;

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

-- Everything that did not come out of the browser of the session $3; without a browser, everything but that session.
-- name: end_sessions_elsewhere
update sessions set ended_at = $4
where pool_id = $1 and user_id = $2 and id <> $3 and ended_at is null
  and (browser_id = '' or browser_id not in (select browser_id from sessions where pool_id = $1 and id = $3));

-- name: end_refresh_tokens_elsewhere
update refresh_tokens set ended_at = $4
where pool_id = $1 and ended_at is null
  and session_id in (
    select id from sessions
    where pool_id = $1 and user_id = $2 and id <> $3
      and (browser_id = '' or browser_id not in (select browser_id from sessions where pool_id = $1 and id = $3)));

-- name: end_browsers_of_user
update browser_sessions set ended_at = $3 where pool_id = $1 and user_id = $2 and ended_at is null;

-- name: end_other_browsers_of_user
update browser_sessions set ended_at = $4
where pool_id = $1 and user_id = $2 and ended_at is null
  and id not in (select browser_id from sessions where pool_id = $1 and id = $3);

-- name: insert_browser
insert into browser_sessions
  (pool_id, id, user_id, tenant_id, amr, auth_time, created_at, expires_at, channels, satisfied, client_ip,
   user_agent, origin_user_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, nullif($13, ''));

-- name: renew_browser
update browser_sessions set secret_hash = null, tenant_id = $4, amr = $5, auth_time = $6, expires_at = $7,
  channels = $9, satisfied = $10, client_ip = $11, user_agent = $12, origin_user_id = nullif($13, '')
where pool_id = $1 and id = $2 and user_id = $3 and ended_at is null and expires_at > $8;

-- name: arm_browser
update browser_sessions set secret_hash = $3 where pool_id = $1 and id = $2 and ended_at is null and expires_at > $4;

-- name: find_browser
select secret_hash, user_id, tenant_id, amr, auth_time, created_at, expires_at, channels, satisfied,
  coalesce(origin_user_id, '')
from browser_sessions s
where pool_id = $1 and id = $2 and ended_at is null and expires_at > $3 and {tenant_until} > $3;

-- name: browsers_of_user
select id, client_ip, user_agent, auth_time, expires_at from browser_sessions s
where pool_id = $1 and user_id = $2 and ended_at is null and secret_hash is not null and expires_at > $3
  and {tenant_until} > $3
order by id desc;

-- name: session_of_browser
select id from sessions s
where pool_id = $1 and user_id = $2 and app_id = $3 and browser_id = $4 and ended_at is null and expires_at > $5
  and {tenant_until} > $5
order by id desc limit 1;

-- name: live_sessions_of_browser
select id, app_id from sessions s
where pool_id = $1 and user_id = $2 and browser_id = $3 and ended_at is null and expires_at > $4
  and {tenant_until} > $4;

-- Beside those of the applications in $3, which are being told of others.
-- name: due_logout_notices
select pool_id, id, user_id, app_id, notify_issuer, notify_tries from sessions
where notify_issuer is not null and ended_at is not null and notify_at <= $1 and $3 not like '%,' || app_id || ',%'
order by notify_at limit $2;

-- Of racing processes one sends.
-- name: claim_logout_notice
update sessions set notify_at = $3, notify_tries = notify_tries + 1
where pool_id = $1 and id = $2 and notify_issuer is not null and ended_at is not null and notify_at <= $4;

-- name: set_notify_issuer
update sessions set notify_issuer = $3 where pool_id = $1 and id = $2;

-- name: find_browser_of_session
select browser_id from sessions where pool_id = $1 and id = $2;

-- name: end_browser
update browser_sessions set ended_at = $3 where pool_id = $1 and id = $2 and ended_at is null;

-- Found by the browser's user, whose sessions are few.
-- name: end_sessions_of_browser
update sessions set ended_at = $3
where pool_id = $1 and browser_id = $2 and ended_at is null
  and user_id = (select user_id from browser_sessions where pool_id = $1 and id = $2);

-- name: end_refresh_tokens_of_browser
update refresh_tokens set ended_at = $3
where pool_id = $1 and ended_at is null
  and session_id in (
    select s.id from sessions s join browser_sessions b on b.pool_id = s.pool_id and b.user_id = s.user_id
    where b.pool_id = $1 and b.id = $2 and s.browser_id = $2);

-- name: insert_refresh_token
insert into refresh_tokens
  (pool_id, id, secret_hash, session_id, user_id, app_id, scope, created_at, expires_at, issuer, amr,
   family_expires_at, bound_to, claims, resources)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: find_refresh_token
select r.secret_hash, r.session_id, r.user_id, r.app_id, r.scope, r.expires_at, r.ended_at, r.replaced_at,
       r.successor, s.tenant_id, s.auth_time, r.created_at, {tenant_until}, r.issuer, r.amr, r.family_expires_at,
       r.bound_to, r.claims, r.resources
from refresh_tokens r join sessions s on s.pool_id = r.pool_id and s.id = r.session_id
where r.pool_id = $1 and r.id = $2;

-- Exactly one of any number of racing clients changes the row.
-- name: replace_refresh_token
update refresh_tokens set replaced_at = $3, successor = $4
where pool_id = $1 and id = $2 and replaced_at is null and ended_at is null and expires_at > $3;

-- name: prolong_refresh_token
update refresh_tokens set expires_at = $3 where pool_id = $1 and id = $2 and expires_at < $3 and ended_at is null;

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

-- name: sweep_browsers
delete from browser_sessions
where (pool_id, id) in (select pool_id, id from browser_sessions where expires_at < $1 limit $2);
