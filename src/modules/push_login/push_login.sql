-- name: insert_push
insert into push_logins
  (pool_id, id, app_id, secret_hash, subject, user_id, number, status, scope, client_ip, user_agent, created_at,
   expires_at, custom_data, kind, issuer, binding_message, interval_s)
values ($1, $2, $3, $4, $5, $6, $7, 'PUSHED', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- name: find_push
select app_id, secret_hash, subject, user_id, number, status, scope, client_ip, user_agent, created_at, expires_at,
       session_id, custom_data, kind, issuer, binding_message, interval_s, polled_at
from push_logins where pool_id = $1 and id = $2;

-- name: note_push_poll
update push_logins set polled_at = $3, interval_s = $4 where pool_id = $1 and id = $2;

-- name: find_waiting_push
select id from push_logins
where pool_id = $1 and user_id = $2 and status = 'PUSHED' and expires_at > $3 order by created_at desc limit 1;

-- Exactly one decision is taken.
-- name: settle_push
update push_logins set status = $3, session_id = $5
where pool_id = $1 and id = $2 and status = 'PUSHED' and expires_at > $4;

-- Exactly one caller gets the tokens.
-- name: redeem_push
update push_logins set status = 'REDEEMED' where pool_id = $1 and id = $2 and status = 'AUTHORIZED' and expires_at > $3;

-- name: insert_ping
insert into push_pings (pool_id, id, app_id, payload, expires_at) values ($1, $2, $3, $4, $5);

-- name: call_ping
update push_pings set due_at = $3 where pool_id = $1 and id = $2 and due_at is null;

-- Beside those of the applications in $3, which are being told of others.
-- name: due_pings
select pool_id, id, app_id, payload, tries from push_pings
where due_at <= $1 and expires_at > $1 and $3 not like '%,' || app_id || ',%'
order by due_at limit $2;

-- Of racing processes one sends.
-- name: claim_ping
update push_pings set due_at = $3, tries = tries + 1
where pool_id = $1 and id = $2 and due_at <= $4 and expires_at > $4;

-- name: settle_ping
delete from push_pings where pool_id = $1 and id = $2;

-- name: sweep_pings
delete from push_pings where (pool_id, id) in
  (select pool_id, id from push_pings where expires_at < $1 order by expires_at limit $2);

-- name: sweep_push
delete from push_logins where (pool_id, id) in
  (select pool_id, id from push_logins where expires_at < $1 order by expires_at limit $2);
