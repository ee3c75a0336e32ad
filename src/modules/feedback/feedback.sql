-- name: insert_feedback
insert into feedback
  (pool_id, id, app_id, type, description, contact, request_id, client_ip, user_agent, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: list_feedback
select id, app_id, type, description, contact, request_id, client_ip, user_agent, created_at from feedback
where pool_id = $1 and created_at > $2 order by id desc limit $3;

-- name: sweep_feedback
delete from feedback where (pool_id, id) in
  (select pool_id, id from feedback where created_at < $1 order by created_at limit $2);
