-- name: insert_search_content
insert into user_search (pool_id, created_at, user_id, content) values ($1, $2, $3, $4)
on conflict (pool_id, created_at, user_id) do update set content = excluded.content;

-- name: delete_search_content
delete from user_search where pool_id = $1 and created_at = $2 and user_id = $3;

-- name: insert_gram
insert into user_grams (pool_id, gram, created_at, user_id) values ($1, $2, $3, $4) on conflict do nothing;

-- name: delete_gram
delete from user_grams where pool_id = $1 and gram = $2 and created_at = $3 and user_id = $4;

-- Lists, newest first.
-- name: list_user_ids
select id from users where pool_id = $1
order by created_at desc, id desc limit $2 offset $3;

-- name: search_user_ids
select user_id from user_search where pool_id = $1 and content like $2 escape '\'
order by created_at desc, user_id desc limit $3 offset $4;

-- name: count_search
select count(*) from (
  select 1 from user_search where pool_id = $1 and content like $2 escape '\' limit $3
) as matched;

-- name: gram_user_ids
select user_id from user_grams where pool_id = $1 and gram = $2
order by created_at desc, user_id desc limit $3 offset $4;

-- name: count_gram
select count(*) from (select 1 from user_grams where pool_id = $1 and gram = $2 limit $3) as matched;

-- name: gram_search_user_ids
select g.user_id
from user_grams g
join user_search s on s.pool_id = g.pool_id and s.created_at = g.created_at and s.user_id = g.user_id
where g.pool_id = $1 and g.gram = $2 and s.content like $3 escape '\'
order by g.created_at desc, g.user_id desc limit $4 offset $5;

-- name: count_gram_search
select count(*) from (
  select 1
  from user_grams g
  join user_search s on s.pool_id = g.pool_id and s.created_at = g.created_at and s.user_id = g.user_id
  where g.pool_id = $1 and g.gram = $2 and s.content like $3 escape '\' limit $4
) as matched;
