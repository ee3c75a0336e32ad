-- QR codes on their way from the page that shows them (kind APP) or the person who made them (FASTPASS) to a
-- sign-in. The picture holds the id; only the digest of the secret behind it is kept.
create table qr_logins (
  pool_id text not null,
  id {text} not null,
  kind text not null,
  app_id text not null,
  secret_hash {blob} not null,
  holder_hash {blob} not null,
  holder_seen boolean not null,
  status text not null,
  user_id text not null,
  session_id text not null,
  ticket {blob},
  details text not null,
  client_ip text not null,
  user_agent text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index qr_logins_expiry on qr_logins (expires_at);

-- Sign-ins that wait for the consent of an app. The user is empty for accounts that do not exist.
create table push_logins (
  pool_id text not null,
  id {text} not null,
  app_id text not null,
  secret_hash {blob} not null,
  subject text not null,
  user_id text not null,
  number text not null,
  status text not null,
  session_id text not null default '', -- of the person who consented
  scope text not null,
  client_ip text not null,
  user_agent text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index push_logins_user on push_logins (pool_id, user_id, created_at);
create index push_logins_expiry on push_logins (expires_at);

-- On what people sign in. device_id is what the client calls itself, or a digest of its user agent.
create table devices (
  pool_id text not null,
  user_id text not null,
  device_id text not null,
  type text not null,
  name text not null,
  os text not null,
  version text not null,
  user_agent text not null,
  last_ip text not null,
  created_at bigint not null,
  last_login_at bigint not null,
  primary key (pool_id, user_id, device_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create index devices_recent on devices (pool_id, user_id, last_login_at);

alter table sessions add column device_id text not null default '';

-- To which applications the device limit applies; none: to all.
create table device_limit_apps (
  pool_id text not null,
  app_id text not null,
  created_at bigint not null,
  primary key (pool_id, app_id)
) {clustered};

-- Who is exempt from the device limit: target_type USER, GROUP or ROLE.
create table device_limit_exempt (
  pool_id text not null,
  target_type text not null,
  target_id text not null,
  created_at bigint not null,
  primary key (pool_id, target_type, target_id)
) {clustered};
