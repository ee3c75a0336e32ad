-- Addresses and users that are blocked or trusted. A subject is an address, a network or a user id; the range is what
-- it spans (src/net/address.h: keys of addresses), for a user his id twice.
create table risk_entries (
  pool_id text not null,
  id text not null,
  kind text not null,
  list text not null,
  subject text not null,
  range_start {text} not null,
  range_end {text} not null,
  spans boolean not null,
  add_type text not null,
  remove_type text not null,
  forbids_login boolean not null,
  forbids_register boolean not null,
  created_at bigint not null,
  expires_at bigint,
  primary key (pool_id, id)
) {clustered};
create unique index risk_entries_subject on risk_entries (pool_id, kind, list, subject);
-- Networks are few and are searched from the lowest; single addresses and users may be many, and are found by equality.
create index risk_entries_range on risk_entries (pool_id, kind, spans, range_start);
create index risk_entries_list on risk_entries (pool_id, kind, list, created_at, id);
create index risk_entries_expiry on risk_entries (expires_at);

-- The rules by which entries are made automatically. The rule is the document that the API takes.
create table risk_policies (
  pool_id text not null,
  id text not null,
  object text not null,
  rule text not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};

-- Who may register: of the pool (app_id '') or through one application.
create table whitelist_entries (
  pool_id text not null,
  app_id text not null,
  type text not null,
  value text not null,
  created_at bigint not null,
  primary key (pool_id, app_id, type, value)
) {clustered};

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('risk_entries', 'risk_entries', '1000000 100000 1'),
--sqlite:  ('risk_entries', 'risk_entries_subject', '1000000 100000 50000 25000 1'),
--sqlite:  ('risk_entries', 'risk_entries_range', '1000000 100000 50000 10000 1'),
--sqlite:  ('risk_entries', 'risk_entries_list', '1000000 100000 50000 25000 2 1'),
--sqlite:  ('risk_entries', 'risk_entries_expiry', '1000000 2');
--sqlite:analyze sqlite_schema;
