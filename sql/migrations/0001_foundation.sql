-- The tables of the foundation. Times are epoch milliseconds from the caller's clock; ids are 24 hex digits.
-- {blob}: blob or bytea. {clustered}: WITHOUT ROWID on SQLite, where the table is its primary key; nothing on
-- PostgreSQL.

create table installation (
  name text primary key,
  value {blob} not null
);

create table pools (
  id text primary key,
  name text not null,
  status text not null,
  created_at bigint not null,
  user_count bigint not null default 0,
  settings text not null
) {clustered};

create table applications (
  id text primary key,
  pool_id text not null references pools (id),
  identifier text not null,
  name text not null,
  status text not null,
  secret {blob} not null,
  settings text not null,
  created_at bigint not null,
  updated_at bigint not null
) {clustered};
create unique index applications_identifier on applications (identifier);
create index applications_pool on applications (pool_id, id);

create table access_keys (
  id text primary key,
  pool_id text not null references pools (id),
  type text not null,
  user_id text not null default '',
  tenant_id text not null default '',
  secret {blob} not null,
  enabled boolean not null,
  created_at bigint not null,
  last_used_at bigint
) {clustered};
create index access_keys_pool on access_keys (pool_id, id);

create table signing_keys (
  pool_id text not null references pools (id),
  id text not null,
  algorithm text not null,
  status text not null,
  private_key {blob} not null,
  public_jwk text not null,
  created_at bigint not null,
  retired_at bigint,
  primary key (pool_id, id)
) {clustered};

create table users (
  pool_id text not null references pools (id),
  id text not null,
  status text not null,
  status_changed_at bigint,
  work_status text not null,
  username text,
  email text,
  email_verified boolean not null,
  phone text,
  phone_country_code text,
  phone_verified boolean not null,
  external_id text,
  name text,
  nickname text,
  photo text,
  gender text not null,
  birthdate text,
  country text,
  province text,
  city text,
  address text,
  street_address text,
  postal_code text,
  company text,
  browser text,
  device text,
  given_name text,
  family_name text,
  middle_name text,
  profile text,
  preferred_username text,
  website text,
  zoneinfo text,
  locale text,
  formatted text,
  region text,
  identity_number text,
  password_hash text,
  password_set_at bigint,
  password_level bigint,
  reset_password_first boolean not null default false,
  reset_password_next boolean not null default false,
  source_type text not null,
  source_id text,
  register_source text not null default '[]',
  custom_data text not null default '{}',
  metadata_source text not null default '{}',
  logins_count bigint not null default 0,
  last_login_at bigint,
  last_ip text,
  last_login_app text,
  last_mfa_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index users_username on users (pool_id, username);
create unique index users_email on users (pool_id, email);
create unique index users_phone on users (pool_id, phone_country_code, phone);
create unique index users_external_id on users (pool_id, external_id);
create index users_created on users (pool_id, created_at, id);

create table user_identities (
  pool_id text not null,
  user_id text not null,
  id text not null,
  ext_idp_id text not null,
  provider text not null,
  type text not null,
  user_id_in_idp text not null,
  user_info text not null default '{}',
  access_token {blob},
  refresh_token {blob},
  origin_conn_ids text not null default '[]',
  created_at bigint not null,
  primary key (pool_id, user_id, id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create unique index user_identities_subject on user_identities (pool_id, ext_idp_id, type, user_id_in_idp);
create index user_identities_account on user_identities (pool_id, user_id_in_idp, ext_idp_id, provider, user_id);

-- What keyword search reads: phone, e-mail, name, user name and nickname, one a line, ASCII letters in lower case.
-- Narrow and in the order of lists, so that a scan stops at a full page and costs little to the end.
create table user_search (
  pool_id text not null,
  created_at bigint not null,
  user_id text not null,
  content text not null,
  primary key (pool_id, created_at, user_id)
) {clustered};

-- The single characters and pairs outside ASCII of that content, so that one or two characters of a Chinese name find
-- their users without a scan.
create table user_grams (
  pool_id text not null,
  gram {text} not null,
  created_at bigint not null,
  user_id text not null,
  primary key (pool_id, gram, created_at, user_id)
) {clustered};

create table user_otp (
  pool_id text not null,
  user_id text not null,
  secret {blob} not null,
  recovery_code {blob},
  confirmed boolean not null,
  created_at bigint not null,
  primary key (pool_id, user_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

-- One live code per channel, recipient and user ('' when it was sent to nobody in particular); a resend replaces it.
create table codes (
  pool_id text not null,
  channel text not null,
  recipient text not null,
  user_id text not null,
  code_hmac {blob} not null,
  attempts bigint not null,
  attempts_max bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, channel, recipient, user_id)
) {clustered};
create index codes_expiry on codes (expires_at);

-- How often something was done in a window: sends per recipient, address, pool and prefix; failed sign-ins.
create table counters (
  pool_id text not null,
  scope text not null,
  subject text not null,
  window_start bigint not null,
  count bigint not null,
  expires_at bigint not null,
  primary key (pool_id, scope, subject, window_start)
) {clustered};
create index counters_expiry on counters (expires_at);

-- What leaves through a message service. The body is sealed: it may hold a code. Rows go once they are delivered
-- or given up, except in development mode, whose inbox reads them.
create table messages (
  pool_id text not null,
  id text not null,
  kind text not null,
  channel text not null,
  recipient text not null,
  body {blob} not null,
  status text not null,
  attempts bigint not null,
  next_attempt_at bigint not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index messages_due on messages (status, next_attempt_at);
create index messages_created on messages (created_at);

create table sessions (
  pool_id text not null,
  id text not null,
  user_id text not null,
  app_id text not null,
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  client_ip text not null,
  user_agent text not null,
  tenant_id text not null default '',
  auth_time bigint not null default 0,
  primary key (pool_id, id)
) {clustered};
create index sessions_user on sessions (pool_id, user_id, id);
create index sessions_expiry on sessions (expires_at);

create table refresh_tokens (
  pool_id text not null,
  id text not null,
  secret_hash {blob} not null,
  session_id text not null,
  user_id text not null,
  app_id text not null,
  scope text not null,
  created_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  replaced_at bigint,
  successor {blob},
  primary key (pool_id, id)
) {clustered};
create index refresh_tokens_session on refresh_tokens (pool_id, session_id);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

create table revoked_tokens (
  pool_id text not null,
  token_id text not null,
  expires_at bigint not null,
  primary key (pool_id, token_id)
) {clustered};
create index revoked_tokens_expiry on revoked_tokens (expires_at);

create table captchas (
  pool_id text not null,
  id text not null,
  answer_hmac {blob} not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index captchas_expiry on captchas (expires_at);

-- Nonces of signed management requests, kept for twice the window of their dates.
create table nonces (
  pool_id text not null,
  key_id text not null,
  nonce text not null,
  expires_at bigint not null,
  primary key (pool_id, key_id, nonce)
) {clustered};
create index nonces_expiry on nonces (expires_at);

create table audit_events (
  pool_id text not null,
  id text not null,
  type text not null,
  app_id text not null,
  user_id text not null,
  actor text not null,
  client_ip text not null,
  success boolean not null,
  detail text not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index audit_events_user on audit_events (pool_id, user_id, id);

-- People who run the installation. The set-up link is <id>.<secret>; only the secret's digest is kept.
create table administrators (
  id text primary key,
  email text not null,
  password_hash text,
  setup_hash {blob},
  setup_expires_at bigint,
  created_at bigint not null
) {clustered};
create unique index administrators_email on administrators (email);
