-- Who may enter an application: the strategy where no rule speaks, and rules about targets (USER, GROUP, DEPARTMENT,
-- ROLE). has_access_rules spares sign-ins at applications without rules the question.
alter table applications add column previous_secret {blob};
alter table applications add column permission_strategy text not null default 'ALLOW_ALL';
alter table applications add column has_access_rules boolean not null default false;

create table application_access (
  pool_id text not null,
  id text not null,
  app_id text not null,
  target_type text not null,
  target_id text not null,
  effect text not null,
  inherits boolean not null,
  enabled boolean not null default true,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index application_access_target on application_access (pool_id, target_type, target_id, app_id);
create index application_access_app on application_access (pool_id, app_id, id);

-- Who is in an application: its sessions, and what ends with it.
create index sessions_app on sessions (pool_id, app_id, user_id);
create index consents_app on consents (pool_id, app_id);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('application_access', 'application_access', '1000000 100000 1'),
--sqlite:  ('application_access', 'application_access_target', '1000000 100000 25000 5 1'),
--sqlite:  ('application_access', 'application_access_app', '1000000 100000 1000 1'),
--sqlite:  ('sessions', 'sessions_app', '1000000 100000 20000 5'),
--sqlite:  ('consents', 'consents_app', '1000000 100000 20000');
--sqlite:analyze sqlite_schema;
