-- name: insert_source
insert into identity_sources (pool_id, id, name, type, logo, tenant_id, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $7);

-- name: update_source
update identity_sources set name = $4, updated_at = $5 where pool_id = $1 and id = $2 and tenant_id = $3;

-- name: delete_source
delete from identity_sources where pool_id = $1 and id = $2 and tenant_id = $3;

-- name: find_source
select id, name, type, logo, tenant_id, created_at from identity_sources where pool_id = $1 and id = $2;

-- name: list_sources
select id, name, type, logo, tenant_id, created_at from identity_sources
where pool_id = $1 and tenant_id = $2 order by id;

-- A tenant sees its own sources, and those of the pool that have a connection for tenants.
-- name: list_sources_of_tenant
select id, name, type, logo, tenant_id, created_at from identity_sources s
where s.pool_id = $1 and (s.tenant_id = $2 or (s.tenant_id = '' and exists (
  select 1 from identity_connections c where c.pool_id = s.pool_id and c.source_id = s.id and c.for_tenants)))
order by id;

-- name: insert_connection
insert into identity_connections (
  pool_id, id, source_id, type, identifier, display_name, logo, login_only, user_linking, for_tenants, fields,
  created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
on conflict do nothing;

-- name: update_connection
update identity_connections set
  display_name = $3, logo = $4, login_only = $5, user_linking = $6, for_tenants = $7, fields = $8, updated_at = $9
where pool_id = $1 and id = $2;

-- name: delete_connection
delete from identity_connections where pool_id = $1 and id = $2;

-- name: find_connection
select id, source_id, type, identifier, display_name, logo, login_only, user_linking, for_tenants, fields,
  created_at, updated_at
from identity_connections where pool_id = $1 and id = $2;

-- name: find_connection_by_identifier
select id, source_id, type, identifier, display_name, logo, login_only, user_linking, for_tenants, fields,
  created_at, updated_at
from identity_connections where pool_id = $1 and identifier = $2;

-- name: list_connections_of_source
select id, source_id, type, identifier, display_name, logo, login_only, user_linking, for_tenants, fields,
  created_at, updated_at
from identity_connections where pool_id = $1 and source_id = $2 order by id;

-- name: list_connections_of_app
select c.id, c.source_id, c.type, c.identifier, c.display_name, c.logo, c.login_only, c.user_linking, c.for_tenants,
  c.fields, c.created_at, c.updated_at
from identity_connection_apps a
join identity_connections c on c.pool_id = a.pool_id and c.id = a.connection_id
where a.pool_id = $1 and a.app_id = $2 order by c.id;

-- name: switch_on
insert into identity_connection_apps (pool_id, connection_id, app_id, created_at) values ($1, $2, $3, $4)
on conflict do nothing;

-- name: switch_off
delete from identity_connection_apps where pool_id = $1 and connection_id = $2 and app_id = $3;

-- name: is_switched_on
select 1 from identity_connection_apps where pool_id = $1 and connection_id = $2 and app_id = $3;

-- name: list_apps_of_connection
select app_id from identity_connection_apps where pool_id = $1 and connection_id = $2 order by app_id;
