-- name: insert_device_code
insert into device_codes
  (pool_id, id, secret_hash, user_code_hash, app_id, scope, issuer, client_ip, user_agent, status, interval_s,
   created_at, expires_at, resources)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'pending', $10, $11, $12, $13)
on conflict (pool_id, app_id, user_code_hash) do nothing;

-- part: columns
id, secret_hash, app_id, scope, issuer, client_ip, user_agent, status, user_id, tenant_id, amr, auth_time,
  interval_s, polled_at, expires_at, browser_id, resources

-- name: find_device_code
select {columns} from device_codes where pool_id = $1 and id = $2;

-- name: find_device_by_user_code
select {columns} from device_codes where pool_id = $1 and app_id = $2 and user_code_hash = $3;

-- The person's one answer.
-- name: decide_device_code
update device_codes set status = $3, user_id = $4, tenant_id = $5, amr = $6, auth_time = $7, browser_id = $8
where pool_id = $1 and id = $2 and status = 'pending' and expires_at > $9;

-- name: note_poll
update device_codes set polled_at = $3, interval_s = $4 where pool_id = $1 and id = $2;

-- Exactly one of any number of racing polls gets tokens.
-- name: redeem_device_code
update device_codes set status = 'redeemed' where pool_id = $1 and id = $2 and status = 'approved' and expires_at > $3;

-- name: sweep_device_codes
delete from device_codes where (pool_id, id) in
  (select pool_id, id from device_codes where expires_at < $1 order by expires_at limit $2);
