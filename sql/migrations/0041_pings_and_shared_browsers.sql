-- What clients are owed that want to be told of an answer in place of asking for it (OpenID Connect CIBA, ping). The
-- payload is sealed: it has what the client collects the tokens with, and what proves us to the client.
create table push_pings (
  pool_id text not null,
  id {text} not null,
  app_id text not null,
  payload {blob} not null,
  due_at bigint, -- null: nobody has answered yet
  tries bigint not null default 0,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index push_pings_due on push_pings (due_at) where due_at is not null;
create index push_pings_expiry on push_pings (expires_at);

-- Who goes on as a public account in this browser: the sessions that come out of it stand for that person too.
alter table browser_sessions add column origin_user_id text;
create index browser_sessions_origin on browser_sessions (pool_id, origin_user_id) where origin_user_id is not null;
update browser_sessions set origin_user_id = (
  select w.origin_user_id
  from sessions s join switched_sessions w on w.pool_id = s.pool_id and w.session_id = s.id
  where s.pool_id = browser_sessions.pool_id and s.browser_id = browser_sessions.id and s.browser_id <> ''
  order by s.id desc limit 1)
where ended_at is null;

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('push_pings', 'push_pings', '10000 1000 1'),
--sqlite:  ('push_pings', 'push_pings_due', '1000 2'),
--sqlite:  ('push_pings', 'push_pings_expiry', '10000 2'),
--sqlite:  ('browser_sessions', 'browser_sessions_origin', '1000 100 2');
--sqlite:analyze sqlite_schema;
