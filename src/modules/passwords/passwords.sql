-- name: insert_former_password
insert into password_history (pool_id, user_id, id, password_hash, replaced_at) values ($1, $2, $3, $4, $5);

-- Ids grow with time: the newest 24 stay.
-- name: drop_old_passwords
delete from password_history where pool_id = $1 and user_id = $2 and id not in (
  select id from password_history where pool_id = $1 and user_id = $2 order by id desc limit 24);

-- name: list_former_passwords
select password_hash, replaced_at from password_history where pool_id = $1 and user_id = $2
order by id desc limit 24;
