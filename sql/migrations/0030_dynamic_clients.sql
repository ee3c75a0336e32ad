-- Clients that operators have not made: they registered themselves (RFC 7591; token_hash is of the registration
-- access token), or publish what they are at an address, which is their client_id (client_uri). Each has a row in
-- applications.
create table dynamic_clients (
  pool_id text not null,
  app_id text not null,
  client_uri text,
  token_hash {blob},
  metadata text not null,
  created_at bigint not null,
  used_at bigint not null,
  expires_at bigint not null,
  fresh_until bigint not null default 0,
  primary key (pool_id, app_id)
) {clustered};
create unique index dynamic_clients_uri on dynamic_clients (pool_id, client_uri) where client_uri is not null;
create index dynamic_clients_expiry on dynamic_clients (expires_at);

-- What a family of refresh tokens, or a device, was granted tokens for (RFC 8707): URIs, separated by spaces.
alter table refresh_tokens add column resources text not null default '';
alter table device_codes add column resources text not null default '';

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('dynamic_clients', 'dynamic_clients', '10000 1000 1'),
--sqlite:  ('dynamic_clients', 'dynamic_clients_uri', '10000 1000 1'),
--sqlite:  ('dynamic_clients', 'dynamic_clients_expiry', '10000 2');
--sqlite:analyze sqlite_schema;
