-- An authorization code carries sealed what it stands for; what is kept is that it was used, and what came of it.
create table spent_codes (
  pool_id text not null,
  id text not null,
  session_id text not null,
  expires_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index spent_codes_expiry on spent_codes (expires_at);
drop table authorization_codes;

-- Who holds what is asked more often than it changes: the index has all that the question needs.
drop index role_assignments_target;
create index role_assignments_target
  on role_assignments (pool_id, target_type, target_id, role_id, enable_at, end_at);

--sqlite:delete from sqlite_stat1 where tbl = 'authorization_codes' or idx = 'role_assignments_target';
--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('spent_codes', 'spent_codes', '100000 10000 1'),
--sqlite:  ('spent_codes', 'spent_codes_expiry', '100000 2'),
--sqlite:  ('role_assignments', 'role_assignments_target', '1000000 100000 25000 5 1 1 1');
--sqlite:analyze sqlite_schema;
