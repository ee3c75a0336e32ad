-- Who has signed out everywhere, or asked to be forgotten: what browsers remembered of them until then counts for
-- nothing.
create table forgotten_accounts (
  pool_id text not null,
  user_id text not null,
  forgotten_at bigint not null,
  primary key (pool_id, user_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('forgotten_accounts', 'forgotten_accounts', '100000 10000 1');
--sqlite:analyze sqlite_schema;
