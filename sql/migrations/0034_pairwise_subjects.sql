-- What makes pairwise subjects (OpenID Connect Core §8.1): one sealed key of each pool whose applications use them.
-- It is never replaced: with another key every person would be a stranger to every application.
create table pairwise_keys (
  pool_id text primary key references pools (id),
  secret {blob} not null,
  created_at bigint not null
) {clustered};
