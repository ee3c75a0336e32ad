-- name: find_otp
select id, secret, recovery_code, confirmed, last_step, created_at from user_otp where pool_id = $1 and user_id = $2;

-- name: put_otp
insert into user_otp (pool_id, user_id, id, secret, recovery_code, confirmed, last_step, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (pool_id, user_id) do update
set id = excluded.id, secret = excluded.secret, recovery_code = excluded.recovery_code,
  confirmed = excluded.confirmed, last_step = excluded.last_step, created_at = excluded.created_at;

-- name: accept_otp_step
update user_otp set last_step = $3 where pool_id = $1 and user_id = $2 and confirmed and last_step < $3;

-- name: confirm_otp
update user_otp set confirmed = true, last_step = $4
where pool_id = $1 and user_id = $2 and id = $3 and not confirmed;

-- name: replace_recovery_code
update user_otp set recovery_code = $4 where pool_id = $1 and user_id = $2 and recovery_code = $3;

-- name: delete_otp
delete from user_otp where pool_id = $1 and user_id = $2;

-- name: record_user_mfa
update users set last_mfa_at = $3 where pool_id = $1 and id = $2;
