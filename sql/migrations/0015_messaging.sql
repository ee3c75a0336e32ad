-- A user pool's own e-mails: their words, and the service that carries them.

create table email_templates (
  pool_id text not null,
  type text not null,
  template text not null,
  updated_at bigint not null,
  primary key (pool_id, type)
) {clustered};

create table email_providers (
  pool_id text not null,
  provider {blob} not null,
  updated_at bigint not null,
  primary key (pool_id)
) {clustered};

-- Failed sign-ins with names, numbers and addresses that nobody has: written as those of accounts are, so that both
-- take as long, and gone after a day.
create table nobody_logins (
  pool_id text not null,
  id text not null,
  app_id text not null,
  client_ip text not null,
  user_agent text not null,
  method text not null,
  error text not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index nobody_logins_age on nobody_logins (created_at);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('nobody_logins', 'nobody_logins', '1000000 100000 1'),
--sqlite:  ('nobody_logins', 'nobody_logins_age', '1000000 2');
--sqlite:analyze sqlite_schema;
