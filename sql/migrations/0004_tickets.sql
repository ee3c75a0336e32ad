-- One-time things: the tokens of two-step changes, interactions, challenges, links in mails. The token is
-- <id>.<secret>; only the secret's digest is kept, and the payload is sealed.
create table tickets (
  pool_id text not null,
  id text not null,
  purpose text not null,
  app_id text not null,
  user_id text not null,
  secret_hash {blob} not null,
  payload {blob} not null,
  attempts bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index tickets_user on tickets (pool_id, user_id, purpose);
create index tickets_expiry on tickets (expires_at);
