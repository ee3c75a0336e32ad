-- Browsers that are signed in (single sign-on), authorization requests on their way, and what people consented to.
-- The cookie of a browser is "<id>.<secret>"; its row has the secret's digest once the cookie was handed out.
create table browser_sessions (
  pool_id text not null,
  id text not null,
  secret_hash {blob},
  user_id text not null,
  tenant_id text not null,
  amr text not null,
  channels text not null,
  satisfied text not null,
  auth_time bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  primary key (pool_id, id)
) {clustered};
create index browser_sessions_user on browser_sessions (pool_id, user_id);
create index browser_sessions_expiry on browser_sessions (expires_at);

-- The browser that an application's session came out of; empty for sessions of programs.
alter table sessions add column browser_id text not null default '';

-- A used code stays until it expires: whoever brings it again ends the session that came from it (RFC 6749 §4.1.2).
create table authorization_codes (
  pool_id text not null,
  id text not null,
  secret_hash {blob} not null,
  app_id text not null,
  request text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  session_id text not null default '',
  primary key (pool_id, id)
) {clustered};
create index authorization_codes_expiry on authorization_codes (expires_at);

create table consents (
  pool_id text not null,
  user_id text not null,
  app_id text not null,
  scope text not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (pool_id, user_id, app_id)
) {clustered};

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('browser_sessions', 'browser_sessions', '1000000 100000 1'),
--sqlite:  ('browser_sessions', 'browser_sessions_user', '1000000 100000 2'),
--sqlite:  ('browser_sessions', 'browser_sessions_expiry', '1000000 2'),
--sqlite:  ('authorization_codes', 'authorization_codes', '100000 10000 1'),
--sqlite:  ('authorization_codes', 'authorization_codes_expiry', '100000 2'),
--sqlite:  ('consents', 'consents', '1000000 100000 3 1');
--sqlite:analyze sqlite_schema;
