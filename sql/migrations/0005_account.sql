-- When a phone number last came onto an account or changed there; null: never since the account was made.
alter table users add column phone_changed_at bigint;

-- Hashes of passwords that a user had before the present one, so that none comes back too soon.
create table password_history (
  pool_id text not null,
  user_id text not null,
  id text not null,
  password_hash text not null,
  replaced_at bigint not null,
  primary key (pool_id, user_id, id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
