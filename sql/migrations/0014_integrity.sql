-- Nonces of signed management requests, kept for twice the window of their dates. PostgreSQL writes no log for an
-- {unlogged} table: a commit that touches nothing else waits for no disk, and a crash empties the table. On SQLite
-- both tables live in a file of their own (src/app/nonces.h), which is made from what stands here.
drop table nonces;
create {unlogged} table nonces (
  pool_id text not null,
  key_id text not null,
  nonce text not null,
  expires_at bigint not null,
  primary key (pool_id, key_id, nonce)
) {clustered};
create index nonces_expiry on nonces (expires_at);

-- One row: since when the nonces above are complete. It goes with them, so its absence says that some were lost.
create {unlogged} table nonces_kept (
  id bigint primary key,
  since bigint not null,
  boot text not null
);

-- Each seal covers some events of a pool and the seal before it, so that the pool's events form a chain.
alter table audit_events add column seal bigint;
create index audit_events_unsealed on audit_events (pool_id, id) where seal is null;
create table audit_seals (
  pool_id text not null,
  number bigint not null,
  events bigint not null,
  event_ids {blob} not null,
  chain {blob} not null,
  sealed_at bigint not null,
  primary key (pool_id, number)
) {clustered};
