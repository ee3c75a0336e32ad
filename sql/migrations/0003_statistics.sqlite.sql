-- What the planner is to believe of the tables that grow (docs/decisions/0004-sqlite-statistics.md): a million rows in
-- ten pools, whatever there is. Without statistics it takes a whole pool for ten rows, and reads all of it by the
-- primary key where an index would find a user's few. Each row: table, index (the table's own name for the primary
-- key), rows, then rows alike in the first column, in the first two, and so on.
analyze sqlite_schema;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('users', 'users', '1000000 100000 1'),
  ('users', 'users_username', '1000000 100000 1'),
  ('users', 'users_email', '1000000 100000 1'),
  ('users', 'users_phone', '1000000 100000 100000 1'),
  ('users', 'users_external_id', '1000000 100000 1'),
  ('users', 'users_created', '1000000 100000 2 1'),
  ('user_identities', 'user_identities', '1000000 100000 2 1'),
  ('user_identities', 'user_identities_subject', '1000000 100000 50000 50000 1'),
  ('user_identities', 'user_identities_account', '1000000 100000 2 1 1 1'),
  ('sessions', 'sessions', '1000000 100000 1'),
  ('sessions', 'sessions_user', '1000000 100000 5 1'),
  ('sessions', 'sessions_expiry', '1000000 2'),
  ('refresh_tokens', 'refresh_tokens', '1000000 100000 1'),
  ('refresh_tokens', 'refresh_tokens_session', '1000000 100000 2'),
  ('refresh_tokens', 'refresh_tokens_expiry', '1000000 2'),
  ('audit_events', 'audit_events', '1000000 100000 1'),
  ('audit_events', 'audit_events_user', '1000000 100000 10 1');
analyze sqlite_schema;
