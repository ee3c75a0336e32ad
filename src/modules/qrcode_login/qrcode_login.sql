-- name: insert_qr
insert into qr_logins
  (pool_id, id, kind, app_id, secret_hash, holder_hash, holder_seen, status, user_id, session_id, details, client_ip,
   user_agent, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, false, 'PENDING', $7, $8, $9, $10, $11, $12, $13);

-- name: find_qr
select kind, app_id, secret_hash, holder_hash, holder_seen, status, user_id, session_id, ticket, details, client_ip,
       user_agent, created_at, expires_at
from qr_logins where pool_id = $1 and id = $2;

-- Of any number of people who scan it exactly one has scanned it.
-- name: scan_qr
update qr_logins set status = 'SCANNED', user_id = $3, holder_hash = $4
where pool_id = $1 and id = $2 and status = 'PENDING' and expires_at > $5;

-- Exactly one decision is taken, by the one who scanned.
-- name: settle_qr
update qr_logins set status = $4, ticket = $5, expires_at = $6
where pool_id = $1 and id = $2 and user_id = $3 and status = 'SCANNED' and expires_at > $7;

-- name: set_qr_details
update qr_logins set details = $3 where pool_id = $1 and id = $2;

-- name: mark_holder_seen
update qr_logins set holder_seen = true where pool_id = $1 and id = $2;

-- name: drop_qr_ticket
update qr_logins set ticket = null where pool_id = $1 and id = $2;

-- name: redeem_fastpass
update qr_logins set status = 'AUTHORIZED'
where pool_id = $1 and id = $2 and status in ('PENDING', 'SCANNED') and expires_at > $3;

-- name: sweep_qr
delete from qr_logins where (pool_id, id) in
  (select pool_id, id from qr_logins where expires_at < $1 order by expires_at limit $2);
