-- name: insert_event
insert into audit_events (pool_id, id, type, app_id, user_id, actor, client_ip, success, detail, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: find_pool_to_seal
select pool_id from audit_events where seal is null and pool_id > $1 order by pool_id limit 1;

-- name: last_seal
select number, chain from audit_seals where pool_id = $1 order by number desc limit 1;

-- name: seal_events
update audit_events set seal = $2 where pool_id = $1 and id in
  (select id from audit_events where pool_id = $1 and seal is null order by id limit $3)
returning id, type, app_id, user_id, actor, client_ip, success, detail, created_at;

-- name: insert_seal
insert into audit_seals (pool_id, number, events, event_ids, chain, sealed_at) values ($1, $2, $3, $4, $5, $6);

-- name: find_sealed_pool
select pool_id from audit_seals where pool_id > $1 order by pool_id limit 1;

-- name: seals_after
select number, events, event_ids, chain, sealed_at from audit_seals
where pool_id = $1 and number > $2 order by number limit $3;

-- name: events_between
select id, type, app_id, user_id, actor, client_ip, success, detail, created_at, seal from audit_events
where pool_id = $1 and id >= $2 and id <= $3 order by id limit $4;

-- name: find_event
select id, type, app_id, user_id, actor, client_ip, success, detail, created_at, seal from audit_events
where pool_id = $1 and id = $2;

-- name: count_sealed_events
select count(*) from audit_events where pool_id = $1 and seal <= $2;
