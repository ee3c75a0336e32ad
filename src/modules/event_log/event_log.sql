-- name: insert_event
insert into events (pool_id, id, code, user_id, is_public, sender, data, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: find_waiting
select 1 from events where position is null limit 1;

-- name: find_cursor
select position from event_cursor where name = 'events';

-- name: place_waiting
update events set position = $1 + waiting.number from
  (select pool_id, id, row_number() over (order by created_at, id) as number from events
   where position is null order by created_at, id limit $2) as waiting
where events.pool_id = waiting.pool_id and events.id = waiting.id;

-- name: move_cursor
update event_cursor set position = position + $1 where name = 'events';

-- name: read_after
select position, pool_id, code, user_id, is_public, sender, data, created_at from events
where position > $1 order by position limit $2;

-- name: replay
select position, pool_id, code, user_id, is_public, sender, data, created_at from events
where pool_id = $1 and code = $2 and position > $3 and (user_id = $4 or $4 = '' or not is_public)
order by position limit $5;

-- name: sweep_events
delete from events where (pool_id, id) in
  (select pool_id, id from events where created_at < $1 and position is not null order by created_at limit $2);
