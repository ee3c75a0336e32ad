-- Access tokens of /oauth (RFC 6749): random, so that what they stand for is looked up. Kept as digests.
create table opaque_tokens (
  pool_id text not null,
  token_hash {blob} not null,
  app_id text not null,
  user_id text not null,
  session_id text not null,
  scope text not null,
  issuer text not null,
  tenant_id text not null,
  dpop_jkt text not null,
  issued_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, token_hash)
) {clustered};
create unique index opaque_tokens_hash on opaque_tokens (token_hash);
create index opaque_tokens_expiry on opaque_tokens (expires_at);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('opaque_tokens', 'opaque_tokens', '1000000 100000 1'),
--sqlite:  ('opaque_tokens', 'opaque_tokens_hash', '1000000 1'),
--sqlite:  ('opaque_tokens', 'opaque_tokens_expiry', '1000000 2');
--sqlite:analyze sqlite_schema;
