-- Browsers in which a user need not show a second factor for a while, because they asked for it when they showed one.
-- `secret` is the digest of what the browser's cookie holds beside the id.
create table mfa_remembered (
  pool_id text not null,
  user_id text not null,
  id text not null,
  secret {blob} not null,
  browser text not null,
  client_ip text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, user_id, id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('mfa_remembered', 'mfa_remembered', '100000 10000 2 1');
--sqlite:analyze sqlite_schema;
