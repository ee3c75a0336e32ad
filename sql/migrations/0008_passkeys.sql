-- Passkeys: credentials of authenticators (WebAuthn). A credential id belongs to one account of the pool, whoever
-- comes second with it. The public key is no secret.
create table passkeys (
  pool_id text not null,
  credential_id text not null,
  user_id text not null,
  app_id text not null,
  rp_id text not null,
  public_key {blob} not null,
  algorithm bigint not null,
  sign_count bigint not null,
  aaguid text not null,
  transports text not null,
  attestation_format text not null,
  attestation_type text not null,
  attestation_trusted boolean not null,
  user_verified boolean not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  name text not null,
  authenticator_code text not null,
  suspected_at bigint,
  created_at bigint not null,
  last_used_at bigint,
  primary key (pool_id, user_id, credential_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create unique index passkeys_credential on passkeys (pool_id, credential_id);
