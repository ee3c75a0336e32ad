-- Exactly one of any number of racing clients inserts the row.
-- name: insert_spent_code
insert into spent_codes (pool_id, id, session_id, expires_at) values ($1, $2, $3, $4) on conflict do nothing;

-- name: find_session_of_code
select session_id from spent_codes where pool_id = $1 and id = $2;

-- name: sweep_codes
delete from spent_codes where (pool_id, id) in (select pool_id, id from spent_codes where expires_at < $1 limit $2);
