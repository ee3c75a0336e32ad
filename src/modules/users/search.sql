-- name: insert_search_content
insert into user_search (pool_id, created_at, user_id, content) values ($1, $2, $3, $4)
on conflict (pool_id, created_at, user_id) do update set content = excluded.content;

-- name: delete_search_content
delete from user_search where pool_id = $1 and created_at = $2 and user_id = $3;

-- name: insert_gram
insert into user_grams (pool_id, gram, created_at, user_id) values ($1, $2, $3, $4) on conflict do nothing;

-- name: delete_gram
delete from user_grams where pool_id = $1 and gram = $2 and created_at = $3 and user_id = $4;
