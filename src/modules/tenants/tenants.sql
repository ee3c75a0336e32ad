-- name: find_tenant
select id, code, name, description, logo, reject_hint, enabled, creator, source, source_app_id,
  enterprise_domains, expires_at, member_max, admin_max, mau_max, created_at, updated_at
from tenants where pool_id = $1 and id = $2;

-- name: find_tenant_by_code
select id, code, name, description, logo, reject_hint, enabled, creator, source, source_app_id,
  enterprise_domains, expires_at, member_max, admin_max, mau_max, created_at, updated_at
from tenants where pool_id = $1 and code = $2;

-- name: insert_tenant
insert into tenants (pool_id, id, code, name, description, logo, reject_hint, enabled, creator, source,
  source_app_id, enterprise_domains, expires_at, member_max, admin_max, mau_max, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)
on conflict (pool_id, code) do nothing;

-- name: update_tenant
update tenants set name = $3, description = $4, logo = $5, reject_hint = $6, enabled = $7,
  enterprise_domains = $8, expires_at = $9, member_max = $10, admin_max = $11, mau_max = $12, updated_at = $13
where pool_id = $1 and id = $2;

-- name: delete_tenant
delete from tenants where pool_id = $1 and id = $2;

-- name: insert_tenant_application
insert into tenant_applications (pool_id, tenant_id, app_id, created_at) values ($1, $2, $3, $4)
on conflict (pool_id, tenant_id, app_id) do nothing;

-- A tenant that names no applications is open to all.
-- name: find_open_tenant
select 1 from tenants t where t.pool_id = $1 and t.id = $2
  and (exists (select 1 from tenant_applications a where a.pool_id = $1 and a.tenant_id = $2 and a.app_id = $3)
    or not exists (select 1 from tenant_applications a where a.pool_id = $1 and a.tenant_id = $2));

-- name: find_tenant_member
select m.tenant_id, t.name, m.member_id, m.is_admin, m.joined_at
from tenant_members m
join tenants t on t.pool_id = m.pool_id and t.id = m.tenant_id
where m.pool_id = $1 and m.tenant_id = $2 and m.user_id = $3;

-- name: put_tenant_member
insert into tenant_members (pool_id, tenant_id, user_id, member_id, is_admin, joined_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (pool_id, tenant_id, user_id) do update set is_admin = excluded.is_admin;

-- name: count_tenant_members
select count(*) from tenant_members where pool_id = $1 and tenant_id = $2;

-- name: delete_tenant_member
delete from tenant_members where pool_id = $1 and tenant_id = $2 and user_id = $3;

-- name: list_tenant_ids_of_user
select tenant_id from tenant_members where pool_id = $1 and user_id = $2 order by joined_at, tenant_id;

-- name: list_tenants_of_user
select m.tenant_id, t.name, m.member_id, m.is_admin, m.joined_at
from tenant_members m
join tenants t on t.pool_id = m.pool_id and t.id = m.tenant_id
where m.pool_id = $1 and m.user_id = $2 and t.enabled and (t.expires_at is null or t.expires_at > $3)
order by m.joined_at, m.tenant_id;
