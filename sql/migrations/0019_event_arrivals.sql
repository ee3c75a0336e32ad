-- Events in the order in which the database took them, instead of by the clocks of the processes that wrote them: the
-- database gives each row its `arrival` inside the writing transaction, so what was committed before another one began
-- has the lower number. No writer waits for another: a sequence of PostgreSQL stands outside of transactions, and
-- SQLite has one writer. Gaps are fine; what subscribers see is `position`, which has none.
alter table events rename to events_by_clock;
drop index events_position;
drop index events_replay;
drop index events_waiting;
drop index events_age;
create table events (
  arrival {sequence_key},
  pool_id text not null,
  position bigint,
  code {text} not null,
  user_id text not null,
  is_public boolean not null,
  sender text not null,
  data text not null,
  created_at bigint not null
);
insert into events (pool_id, position, code, user_id, is_public, sender, data, created_at)
select pool_id, position, code, user_id, is_public, sender, data, created_at from events_by_clock
order by coalesce(position, 9223372036854775807), created_at, id;
drop table events_by_clock;
create unique index events_position on events (position);
create index events_replay on events (pool_id, code, position);
create index events_waiting on events (arrival) where position is null;
create index events_age on events (created_at);

--sqlite:delete from sqlite_stat1 where tbl = 'events';
--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('events', 'events_position', '1000000 1'),
--sqlite:  ('events', 'events_replay', '1000000 100000 10000 1'),
--sqlite:  ('events', 'events_waiting', '1000 1'),
--sqlite:  ('events', 'events_age', '1000000 2');
--sqlite:analyze sqlite_schema;
