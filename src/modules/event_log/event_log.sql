-- name: insert_event
insert into events (pool_id, code, user_id, is_public, sender, data, created_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- name: find_waiting
select 1 from events where position is null limit 1;

-- name: find_cursor
select position from event_cursor where name = 'events';

-- name: place_waiting
update events set position = $1 + waiting.number from
  (select arrival, row_number() over (order by arrival) as number from events
   where position is null order by arrival limit $2) as waiting
where events.arrival = waiting.arrival;

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
delete from events where arrival in
  (select arrival from events where created_at < $1 and position is not null order by created_at limit $2);
