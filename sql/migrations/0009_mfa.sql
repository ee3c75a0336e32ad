-- Second factors. The secret of an authenticator app stands in user_otp (0001), sealed; its recovery code is a digest.
alter table user_otp add column id text not null default '';
-- The time step of the last code that was accepted: it and all before it are refused (RFC 6238, section 5.2).
alter table user_otp add column last_step bigint not null default 0;

-- What else a user has enrolled: a number, an address, a face. One of each type.
create table mfa_factors (
  pool_id text not null,
  user_id text not null,
  type text not null,
  id text not null,
  country_code text not null,
  phone text not null,
  email text not null,
  reference {blob} not null,
  created_at bigint not null,
  primary key (pool_id, user_id, type),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

-- Which second factors an administrator demands of single users: types in the order of preference, separated by blanks.
create table mfa_demands (
  pool_id text not null,
  user_id text not null,
  types text not null,
  updated_at bigint not null,
  primary key (pool_id, user_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

-- Addresses and browsers, as digests, from which a user has passed a second factor: for applications whose trigger is
-- adaptive.
create table mfa_places (
  pool_id text not null,
  user_id text not null,
  place {blob} not null,
  passed_at bigint not null,
  primary key (pool_id, user_id, place),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
