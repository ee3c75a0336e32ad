-- name: put_code
insert into codes (pool_id, channel, recipient, user_id, code_hmac, attempts, attempts_max, created_at, expires_at)
values ($1, $2, $3, $4, $5, 0, $6, $7, $8)
on conflict (pool_id, channel, recipient, user_id) do update set
  code_hmac = excluded.code_hmac, attempts = 0, attempts_max = excluded.attempts_max,
  created_at = excluded.created_at, expires_at = excluded.expires_at;

-- With the failures in a row of its recipient.
-- name: find_code
select user_id, code_hmac, attempts, attempts_max, expires_at,
  (select count from counters where pool_id = $1 and scope = $5 and subject = $6 and window_start = $7)
from codes
where pool_id = $1 and channel = $2 and recipient = $3 and (user_id = $4 or user_id = '')
order by user_id desc;

-- name: take_code
delete from codes
where pool_id = $1 and channel = $2 and recipient = $3 and user_id = $4 and code_hmac = $5
  and expires_at > $6 and attempts < attempts_max;

-- As take_code, where nobody has looked at the failures in a row.
-- name: take_code_unless_void
delete from codes
where pool_id = $1 and channel = $2 and recipient = $3 and user_id = $4 and code_hmac = $5
  and expires_at > $6 and attempts < attempts_max
  and not exists (select 1 from counters
                  where pool_id = $1 and scope = $7 and subject = $8 and window_start = $9 and count >= $10);

-- name: count_wrong_try
update codes set attempts = attempts + 1
where pool_id = $1 and channel = $2 and recipient = $3 and user_id = $4;

-- name: drop_code
delete from codes where pool_id = $1 and channel = $2 and recipient = $3 and user_id = $4;

-- name: sweep_codes
delete from codes where (pool_id, channel, recipient, user_id) in
  (select pool_id, channel, recipient, user_id from codes where expires_at < $1 order by expires_at limit $2);

-- name: count_up
insert into counters (pool_id, scope, subject, window_start, count, expires_at)
values ($1, $2, $3, $4, 1, $5)
on conflict (pool_id, scope, subject, window_start) do update set count = counters.count + 1
returning count;

-- name: count_many
insert into counters (pool_id, scope, subject, window_start, count, expires_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (pool_id, scope, subject, window_start) do update set count = counters.count + excluded.count;

-- A message on all its bills, by the hour and by the day. In the same order always: those who wait for the rows of
-- others wait in a line.
-- name: count_send
insert into counters (pool_id, scope, subject, window_start, count, expires_at) values
  ($1, 'send_0h', $2, $10, 1, $11), ($1, 'send_0d', $2, $12, 1, $13),
  ($1, 'send_1h', $3, $10, 1, $11), ($1, 'send_1d', $3, $12, 1, $13),
  ($1, 'send_2h', $4, $10, 1, $11), ($1, 'send_2d', $4, $12, 1, $13),
  ($1, 'send_3h', $5, $10, 1, $11), ($1, 'send_3d', $5, $12, 1, $13),
  ($1, 'send_4h', $6, $10, 1, $11), ($1, 'send_4d', $6, $12, 1, $13),
  ($1, 'send_5h', $7, $10, 1, $11), ($1, 'send_5d', $7, $12, 1, $13),
  ($1, 'send_6h', $8, $10, 1, $11), ($1, 'send_6d', $8, $12, 1, $13),
  ($1, 'send_7h', $9, $10, 1, $11), ($1, 'send_7d', $9, $12, 1, $13)
on conflict (pool_id, scope, subject, window_start) do update set count = counters.count + 1
returning scope, count;

-- name: count_down
update counters set count = count - 1
where pool_id = $1 and scope = $2 and subject = $3 and window_start = $4 and count > 0;

-- name: read_counter
select count from counters where pool_id = $1 and scope = $2 and subject = $3 and window_start = $4;

-- name: clear_counter
delete from counters where pool_id = $1 and scope = $2 and subject = $3;

-- name: clear_counters
delete from counters where pool_id = $1 and scope in ($2, $3, $4, $5) and subject in ($6, $7, $8);

-- name: claim_turn
insert into counters (pool_id, scope, subject, window_start, count, expires_at)
values ($1, $2, $3, 0, $4, $5)
on conflict (pool_id, scope, subject, window_start) do update
  set count = excluded.count, expires_at = excluded.expires_at
  where counters.expires_at <= excluded.count;

-- name: sweep_counters
delete from counters where (pool_id, scope, subject, window_start) in
  (select pool_id, scope, subject, window_start from counters where expires_at < $1 order by expires_at limit $2);

-- name: put_captcha
insert into captchas (pool_id, id, answer_hmac, expires_at) values ($1, $2, $3, $4);

-- name: take_captcha
delete from captchas where pool_id = $1 and id = $2 returning answer_hmac, expires_at;

-- name: sweep_captchas
delete from captchas where (pool_id, id) in
  (select pool_id, id from captchas where expires_at < $1 order by expires_at limit $2);
