-- Where a browser signed in, for its person to know it by in the list of sign-ins; and how that list finds it.
alter table browser_sessions add column client_ip text not null default '';
alter table browser_sessions add column user_agent text not null default '';

-- The picture of a person: one each, small, written anew by the server. Its id is part of its address, and a secret as
-- long as nobody shows it.
create table user_photos (
  pool_id text not null,
  user_id text not null,
  id text not null,
  jpeg {blob} not null,
  created_at bigint not null,
  primary key (pool_id, user_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create unique index user_photos_id on user_photos (pool_id, id);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('user_photos', 'user_photos', '1000000 100000 1'),
--sqlite:  ('user_photos', 'user_photos_id', '1000000 100000 1');
--sqlite:analyze sqlite_schema;
