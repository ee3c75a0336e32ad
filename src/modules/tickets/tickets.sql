-- name: insert_ticket
insert into tickets (pool_id, id, purpose, app_id, user_id, secret_hash, payload, attempts, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9);

-- name: find_ticket
select purpose, app_id, user_id, secret_hash, payload, attempts, created_at, expires_at from tickets
where pool_id = $1 and id = $2;

-- name: take_ticket
delete from tickets where pool_id = $1 and id = $2 and secret_hash = $3 returning id;

-- name: count_ticket_attempt
update tickets set attempts = attempts + 1 where pool_id = $1 and id = $2 returning attempts;

-- name: replace_payload
update tickets set payload = $3 where pool_id = $1 and id = $2 and payload = $4;

-- name: drop_tickets_of_user
delete from tickets where pool_id = $1 and user_id = $2 and purpose = $3;

-- name: drop_all_tickets_of_user
delete from tickets where pool_id = $1 and user_id = $2;

-- name: sweep_tickets
delete from tickets where (pool_id, id) in
  (select pool_id, id from tickets where expires_at < $1 order by expires_at limit $2);

-- name: drop_ticket
delete from tickets where pool_id = $1 and id = $2;
