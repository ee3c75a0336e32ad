-- name: insert_code
insert into authorization_codes (pool_id, id, secret_hash, app_id, request, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: find_code
select secret_hash, app_id, request, expires_at, used_at, session_id from authorization_codes
where pool_id = $1 and id = $2;

-- Exactly one of any number of racing clients changes the row.
-- name: spend_code
update authorization_codes set used_at = $3, session_id = $4
where pool_id = $1 and id = $2 and used_at is null and expires_at > $3;

-- name: find_session_of_code
select session_id from authorization_codes where pool_id = $1 and id = $2;

-- name: sweep_codes
delete from authorization_codes
where (pool_id, id) in (select pool_id, id from authorization_codes where expires_at < $1 limit $2);
