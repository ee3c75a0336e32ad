-- Sessions that the mobile applications of one device share. What the app holds is "<id>.<secret>"; device_hash is a
-- digest of what the app calls its device. A row stands and falls with the session of the application that made it.
create table mobile_sessions (
  pool_id text not null,
  id text not null,
  secret_hash {blob} not null,
  device_hash {blob} not null,
  app_id text not null,
  user_id text not null,
  session_id text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index mobile_sessions_device on mobile_sessions (pool_id, device_hash, app_id, user_id);
create index mobile_sessions_expiry on mobile_sessions (expires_at);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('mobile_sessions', 'mobile_sessions', '1000000 100000 1'),
--sqlite:  ('mobile_sessions', 'mobile_sessions_device', '1000000 100000 3 2 1'),
--sqlite:  ('mobile_sessions', 'mobile_sessions_expiry', '1000000 2');
--sqlite:analyze sqlite_schema;
