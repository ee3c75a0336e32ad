-- name: put_photo
insert into user_photos (pool_id, user_id, id, jpeg, created_at) values ($1, $2, $3, $4, $5)
on conflict (pool_id, user_id) do update
set id = excluded.id, jpeg = excluded.jpeg, created_at = excluded.created_at;

-- name: drop_photo
delete from user_photos where pool_id = $1 and user_id = $2;

-- name: find_photo
select jpeg from user_photos where pool_id = $1 and id = $2;
