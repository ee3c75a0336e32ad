-- A person who signs in at the same application of the same device again has one row, with a new secret.
-- name: put_mobile_session
insert into mobile_sessions
  (pool_id, id, secret_hash, device_hash, app_id, user_id, session_id, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (pool_id, device_hash, app_id, user_id) do update
set secret_hash = excluded.secret_hash, session_id = excluded.session_id, created_at = excluded.created_at,
  expires_at = excluded.expires_at
returning id;

-- name: find_mobile_session
select id, secret_hash, device_hash, app_id, user_id, session_id from mobile_sessions
where pool_id = $1 and id = $2 and expires_at > $3;

-- name: drop_mobile_session
delete from mobile_sessions where pool_id = $1 and device_hash = $2 and app_id = $3 and user_id = $4;

-- name: drop_mobile_sessions_of_device
delete from mobile_sessions where pool_id = $1 and device_hash = $2 and user_id = $3;

-- name: sweep_mobile_sessions
delete from mobile_sessions where (pool_id, id) in
  (select pool_id, id from mobile_sessions where expires_at < $1 order by expires_at limit $2);
