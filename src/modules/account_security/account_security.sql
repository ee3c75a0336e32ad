-- name: find_reminded
select set_at, user_id from password_reminders where pool_id = $1 and days_left = $2;

-- name: put_reminded
insert into password_reminders (pool_id, days_left, set_at, user_id) values ($1, $2, $3, $4)
on conflict (pool_id, days_left) do update set set_at = excluded.set_at, user_id = excluded.user_id;
