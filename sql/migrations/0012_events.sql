-- Events that subscribers hear of. A row is written in the transaction of what it tells; afterwards one process at a
-- time gives rows their position, in the order in which they were committed, and everybody reads on from the position
-- that they had. Rows go after a day.
create table events (
  pool_id text not null,
  id {text} not null,
  position bigint,
  code {text} not null,
  user_id text not null,
  is_public boolean not null,
  sender text not null,
  data text not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index events_position on events (position);
create index events_replay on events (pool_id, code, position);
create index events_waiting on events (created_at, id) where position is null;
create index events_age on events (created_at);

-- The highest position given. One row.
create table event_cursor (
  name text primary key,
  position bigint not null
);
insert into event_cursor (name, position) values ('events', 0);

create table event_apps (
  pool_id text not null,
  identifier text not null,
  name text not null,
  logo text not null,
  created_at bigint not null,
  primary key (pool_id, identifier)
) {clustered};

create table event_definitions (
  pool_id text not null,
  code {text} not null,
  id text not null,
  description text not null,
  created_at bigint not null,
  primary key (pool_id, code)
) {clustered};

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('events', 'events', '1000000 100000 1'),
--sqlite:  ('events', 'events_position', '1000000 1'),
--sqlite:  ('events', 'events_replay', '1000000 100000 10000 1'),
--sqlite:  ('events', 'events_waiting', '1000 2 1'),
--sqlite:  ('events', 'events_age', '1000000 2');
--sqlite:analyze sqlite_schema;
