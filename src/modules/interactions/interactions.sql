-- name: put_forgotten_account
insert into forgotten_accounts (pool_id, user_id, forgotten_at) values ($1, $2, $3)
on conflict (pool_id, user_id) do update set forgotten_at = excluded.forgotten_at;

-- name: find_forgotten_account
select forgotten_at from forgotten_accounts where pool_id = $1 and user_id = $2;
