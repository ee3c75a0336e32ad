-- name: put_picture
insert into application_pictures (pool_id, app_id, kind, id, content_type, bytes, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (pool_id, app_id, kind) do update
set id = excluded.id, content_type = excluded.content_type, bytes = excluded.bytes, created_at = excluded.created_at;

-- name: find_picture
select content_type, bytes from application_pictures where pool_id = $1 and id = $2;

-- name: delete_picture
delete from application_pictures where pool_id = $1 and app_id = $2 and kind = $3;
