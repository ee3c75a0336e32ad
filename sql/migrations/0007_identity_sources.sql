-- Where else people may come from. A source has connections, each of one kind with its own settings; a connection
-- serves the applications that it is switched on for.
create table identity_sources (
  pool_id text not null references pools (id),
  id text not null,
  name text not null,
  type text not null,
  logo text not null,
  tenant_id text not null default '',
  created_at bigint not null,
  updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};

-- fields: what the administrator entered, client secrets and keys included, sealed as one.
create table identity_connections (
  pool_id text not null,
  id text not null,
  source_id text not null,
  type text not null,
  identifier text not null,
  display_name text not null,
  logo text not null,
  login_only boolean not null,
  user_linking boolean not null,
  for_tenants boolean not null,
  fields {blob} not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (pool_id, id),
  foreign key (pool_id, source_id) references identity_sources (pool_id, id) on delete cascade
) {clustered};
create unique index identity_connections_identifier on identity_connections (pool_id, identifier);
create index identity_connections_source on identity_connections (pool_id, source_id, id);

create table identity_connection_apps (
  pool_id text not null,
  connection_id text not null,
  app_id text not null,
  created_at bigint not null,
  primary key (pool_id, connection_id, app_id),
  foreign key (pool_id, connection_id) references identity_connections (pool_id, id) on delete cascade
) {clustered};
create index identity_connection_apps_app on identity_connection_apps (pool_id, app_id, connection_id);

-- An account elsewhere is an issuer and a subject: the same subject of another issuer is another account.
alter table user_identities add column issuer text not null default '';
drop index user_identities_subject;
create unique index user_identities_subject
  on user_identities (pool_id, ext_idp_id, type, issuer, user_id_in_idp);
