-- The names (e-mail address, number, user name, external id) of users who may not register again: an account that is
-- deleted takes its own with it. A digest under a key of the installation, so that nobody reads them here.
create table risk_names (
  pool_id text not null,
  name {blob} not null,
  entry_id text not null,
  primary key (pool_id, name, entry_id),
  foreign key (pool_id, entry_id) references risk_entries (pool_id, id) on delete cascade
) {clustered};
create index risk_names_entry on risk_names (pool_id, entry_id);

-- How far the reminders of passwords that will expire have come: of those with so many days left, who was told last.
create table password_reminders (
  pool_id text not null references pools (id),
  days_left bigint not null,
  set_at bigint not null,
  user_id text not null,
  primary key (pool_id, days_left)
) {clustered};
create index users_password_age on users (pool_id, password_set_at, id)
  where password_set_at is not null and email is not null;

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('risk_names', 'risk_names', '1000000 100000 2 1'),
--sqlite:  ('risk_names', 'risk_names_entry', '1000000 100000 2'),
--sqlite:  ('password_reminders', 'password_reminders', '100 10 1'),
--sqlite:  ('users', 'users_password_age', '1000000 100000 2 1');
--sqlite:analyze sqlite_schema;
