-- What counts once: the jti of clients' assertions (RFC 7523 §3) and of proofs of keys (RFC 9449 §11.1), as digests.
create table used_proofs (
  pool_id text not null,
  digest {blob} not null,
  expires_at bigint not null,
  primary key (pool_id, digest)
) {clustered};
create index used_proofs_expiry on used_proofs (expires_at);

-- The key that a public client's refresh token is bound to (RFC 9449 §5), and the claims that its grant asked for.
alter table refresh_tokens add column dpop_jkt text not null default '';
alter table refresh_tokens add column claims text not null default '';

-- Devices that wait for a person (RFC 8628). The device's own code is "<id>.<secret>"; what the person types is kept
-- as a digest.
create table device_codes (
  pool_id text not null,
  id text not null,
  secret_hash {blob} not null,
  user_code_hash {blob} not null,
  app_id text not null,
  scope text not null,
  issuer text not null,
  client_ip text not null,
  user_agent text not null,
  status text not null,
  user_id text not null default '',
  tenant_id text not null default '',
  amr text not null default '',
  auth_time bigint not null default 0,
  browser_id text not null default '',
  interval_s bigint not null,
  polled_at bigint not null default 0,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index device_codes_user_code on device_codes (pool_id, app_id, user_code_hash);
create index device_codes_expiry on device_codes (expires_at);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('used_proofs', 'used_proofs', '1000000 100000 1'),
--sqlite:  ('used_proofs', 'used_proofs_expiry', '1000000 2'),
--sqlite:  ('device_codes', 'device_codes', '100000 10000 1'),
--sqlite:  ('device_codes', 'device_codes_user_code', '100000 10000 1000 1'),
--sqlite:  ('device_codes', 'device_codes_expiry', '100000 2');
--sqlite:analyze sqlite_schema;
