-- What people belong to and may do: namespaces, roles, groups, organisations, tenants, public accounts, resources and
-- grants; invitations, approvals, and the history of sign-ins. A target is a USER, GROUP, DEPARTMENT or ROLE.

-- The last number given out: of namespaces and approvals, whose numeric ids clients expect.
create table numbers (
  pool_id text not null references pools (id),
  name text not null,
  value bigint not null,
  primary key (pool_id, name)
) {clustered};

create table permission_namespaces (
  pool_id text not null references pools (id),
  id text not null,
  number bigint not null,
  code text not null,
  name text not null,
  description text not null default '',
  enabled boolean not null default true,
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index permission_namespaces_code on permission_namespaces (pool_id, code);

create table roles (
  pool_id text not null,
  id text not null,
  namespace_id text not null,
  code text not null,
  name text not null,
  description text not null default '',
  enabled boolean not null default true,
  disable_at bigint,
  permission_apply boolean not null default false,
  is_system boolean not null default false,
  custom_data text not null default '{}',
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id),
  foreign key (pool_id, namespace_id) references permission_namespaces (pool_id, id) on delete cascade
) {clustered};
create unique index roles_code on roles (pool_id, namespace_id, code);
create index roles_applicable on roles (pool_id, permission_apply, id);

-- Who holds a role, from when until when (null: always).
create table role_assignments (
  pool_id text not null,
  role_id text not null,
  target_type text not null,
  target_id text not null,
  enable_at bigint, end_at bigint,
  created_at bigint not null,
  primary key (pool_id, role_id, target_type, target_id),
  foreign key (pool_id, role_id) references roles (pool_id, id) on delete cascade
) {clustered};
create index role_assignments_target on role_assignments (pool_id, target_type, target_id);

create table user_groups (
  pool_id text not null references pools (id),
  id text not null,
  code text not null,
  name text not null,
  description text not null default '',
  type text not null default 'static',
  metadata_source text not null default '[]',
  custom_data text not null default '{}',
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index user_groups_code on user_groups (pool_id, code);

create table group_members (
  pool_id text not null,
  group_id text not null,
  user_id text not null,
  joined_at bigint not null,
  primary key (pool_id, group_id, user_id),
  foreign key (pool_id, group_id) references user_groups (pool_id, id) on delete cascade,
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create index group_members_user on group_members (pool_id, user_id, group_id);

-- An organisation is the root of a tree of departments and has the id of that root.
create table organizations (
  pool_id text not null references pools (id),
  id text not null,
  code text not null,
  tenant_id text not null default '',
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index organizations_code on organizations (pool_id, code);
create index organizations_tenant on organizations (pool_id, tenant_id, id);

create table departments (
  pool_id text not null,
  id text not null,
  organization_id text not null,
  parent_id text not null,
  code text,
  name text not null,
  description text not null default '',
  open_department_id text,
  is_virtual boolean not null default false,
  enabled boolean not null default true,
  position bigint not null default 0,
  i18n text,
  metadata text not null default '{}',
  custom_data text not null default '{}',
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id),
  foreign key (pool_id, organization_id) references organizations (pool_id, id) on delete cascade
) {clustered};
create index departments_parent on departments (pool_id, parent_id, position, id);
create unique index departments_code on departments (pool_id, organization_id, code);
create unique index departments_open_id on departments (pool_id, open_department_id);

-- Every department with itself (depth 0) and all above it, so that inheritance and paths need no recursion.
create table department_ancestors (
  pool_id text not null,
  department_id text not null,
  ancestor_id text not null,
  depth bigint not null,
  primary key (pool_id, department_id, ancestor_id),
  foreign key (pool_id, department_id) references departments (pool_id, id) on delete cascade
) {clustered};
create index department_ancestors_above on department_ancestors (pool_id, ancestor_id, depth, department_id);

create table department_members (
  pool_id text not null,
  department_id text not null,
  user_id text not null,
  is_leader boolean not null default false,
  is_main boolean not null default false,
  position bigint not null default 0,
  joined_at bigint not null,
  primary key (pool_id, department_id, user_id),
  foreign key (pool_id, department_id) references departments (pool_id, id) on delete cascade,
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create index department_members_user on department_members (pool_id, user_id, department_id);

create table tenants (
  pool_id text not null references pools (id),
  id text not null,
  code text not null,
  name text not null,
  description text not null default '',
  logo text not null default '',
  reject_hint text not null default '',
  enabled boolean not null default true,
  creator text not null default '',
  source text not null default 'console',
  source_app_id text not null default '',
  enterprise_domains text not null default '[]',
  expires_at bigint,
  member_max bigint, admin_max bigint, mau_max bigint,
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index tenants_code on tenants (pool_id, code);

create table tenant_applications (
  pool_id text not null,
  tenant_id text not null,
  app_id text not null,
  created_at bigint not null,
  primary key (pool_id, tenant_id, app_id),
  foreign key (pool_id, tenant_id) references tenants (pool_id, id) on delete cascade
) {clustered};
create index tenant_applications_app on tenant_applications (pool_id, app_id, tenant_id);

create table tenant_members (
  pool_id text not null,
  tenant_id text not null,
  user_id text not null,
  member_id text not null,
  is_admin boolean not null default false,
  joined_at bigint not null,
  primary key (pool_id, tenant_id, user_id),
  foreign key (pool_id, tenant_id) references tenants (pool_id, id) on delete cascade,
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create index tenant_members_user on tenant_members (pool_id, user_id, tenant_id);
create unique index tenant_members_member on tenant_members (pool_id, member_id);

-- A public account is a user whom several people share.
create table public_accounts (
  pool_id text not null,
  user_id text not null,
  created_at bigint not null,
  primary key (pool_id, user_id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

create table public_account_targets (
  pool_id text not null,
  account_id text not null,
  target_type text not null,
  target_id text not null,
  created_at bigint not null,
  primary key (pool_id, account_id, target_type, target_id),
  foreign key (pool_id, account_id) references public_accounts (pool_id, user_id) on delete cascade
) {clustered};
create index public_account_targets_target on public_account_targets (pool_id, target_type, target_id, account_id);

-- Sessions under a public account, and who it is that uses it.
create table switched_sessions (
  pool_id text not null,
  session_id text not null,
  origin_user_id text not null,
  expires_at bigint not null,
  primary key (pool_id, session_id)
) {clustered};
create index switched_sessions_origin on switched_sessions (pool_id, origin_user_id);
create index switched_sessions_expiry on switched_sessions (expires_at);

-- family: 'general' (types DATA, API, MENU, BUTTON, UI) or 'data' (STRING, ARRAY, TREE, whose value is `struct`).
create table resources (
  pool_id text not null,
  id text not null,
  namespace_id text not null,
  family text not null,
  code text not null,
  type text not null,
  name text not null default '',
  description text not null default '',
  api_identifier text not null default '',
  link_url text not null default '',
  actions text not null default '[]',
  struct text not null default 'null',
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id),
  foreign key (pool_id, namespace_id) references permission_namespaces (pool_id, id) on delete cascade
) {clustered};
create unique index resources_code on resources (pool_id, namespace_id, family, code);

-- What a target may do with a resource, or with one node of a tree ('' is all of it). Actions: a JSON array, or ["*"].
create table resource_grants (
  pool_id text not null,
  target_type text not null,
  target_id text not null,
  resource_id text not null,
  node text not null default '',
  effect text not null default 'ALLOW',
  actions text not null,
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, target_type, target_id, resource_id, node),
  foreign key (pool_id, resource_id) references resources (pool_id, id) on delete cascade
) {clustered};
create index resource_grants_resource on resource_grants (pool_id, resource_id, target_type, target_id);

create table invitation_policies (
  pool_id text not null references pools (id),
  id text not null,
  name text not null,
  settings text not null,
  created_at bigint not null, updated_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create unique index invitation_policies_name on invitation_policies (pool_id, name);

-- What the people whom a policy invites will join.
create table invitation_policy_targets (
  pool_id text not null,
  policy_id text not null,
  target_type text not null,
  target_id text not null,
  is_main boolean not null default false,
  created_at bigint not null,
  primary key (pool_id, policy_id, target_type, target_id),
  foreign key (pool_id, policy_id) references invitation_policies (pool_id, id) on delete cascade
) {clustered};

-- How the pool invites without a policy; one row a pool.
create table universal_invitations (
  pool_id text not null references pools (id),
  settings text not null,
  updated_at bigint not null,
  primary key (pool_id)
) {clustered};

-- kind: 'universal' or 'policy'. The link carries <id>.<secret>; only the secret's digest is kept. An address binds it.
create table invitation_links (
  pool_id text not null,
  id text not null,
  secret_hash {blob} not null,
  kind text not null,
  policy_id text not null default '',
  inviter_id text not null default '',
  app_id text not null,
  email text not null default '',
  phone text not null default '',
  phone_country_code text not null default '',
  invitee_name text not null default '',
  department_id text not null default '',
  uses bigint not null default 0, uses_max bigint,
  expires_at bigint,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index invitation_links_inviter on invitation_links (pool_id, inviter_id, id);
create index invitation_links_policy on invitation_links (pool_id, policy_id, id);
create index invitation_links_expiry on invitation_links (expires_at);

-- Who answered an invitation. status: 'PENDING', 'PASSED', 'REJECTED'.
create table invitation_answers (
  pool_id text not null,
  id text not null,
  link_id text not null,
  inviter_id text not null default '',
  email text not null,
  name text not null default '',
  status text not null,
  user_id text not null default '',
  created_at bigint not null,
  decided_at bigint,
  primary key (pool_id, id)
) {clustered};
create unique index invitation_answers_email on invitation_answers (pool_id, link_id, email);
create index invitation_answers_status on invitation_answers (pool_id, status, id);

-- The applications that people may ask to be let into.
create table approval_applications (
  pool_id text not null,
  app_id text not null,
  created_at bigint not null,
  primary key (pool_id, app_id)
) {clustered};

-- Names are kept as they were at the time of asking. open_key: null once it is decided, so that a thing is asked for
-- once at a time.
create table approvals (
  pool_id text not null references pools (id),
  id bigint not null,
  number text not null,
  user_id text not null,
  object_type text not null,
  object_id text not null,
  object text not null,
  status text not null,
  enable_at bigint, end_at bigint,
  open_key text,
  submitted_at bigint not null,
  closed_at bigint,
  decided_by text not null default '',
  primary key (pool_id, id)
) {clustered};
create unique index approvals_number on approvals (pool_id, number);
create unique index approvals_open on approvals (pool_id, open_key);
create index approvals_user on approvals (pool_id, user_id, id);
create index approvals_status on approvals (pool_id, status, id);

create table login_history (
  pool_id text not null,
  user_id text not null,
  id text not null,
  app_id text not null,
  client_ip text not null,
  user_agent text not null,
  method text not null,
  success boolean not null,
  error text not null default '',
  tenant_id text not null default '',
  created_at bigint not null,
  primary key (pool_id, user_id, id),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};
create index login_history_age on login_history (created_at);

-- What SQLite's planner is to believe of the tables that grow (docs/decisions/0004-sqlite-statistics.md).
--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('roles', 'roles_applicable', '1000000 100000 25000 5'), ('roles', 'roles_code', '1000000 100000 10 1'),
--sqlite:  ('roles', 'roles', '1000000 100000 1'),
--sqlite:  ('role_assignments', 'role_assignments_target', '1000000 100000 25000 5'),
--sqlite:  ('role_assignments', 'role_assignments', '1000000 100000 10 2 1'),
--sqlite:  ('user_groups', 'user_groups_code', '1000000 100000 1'),
--sqlite:  ('user_groups', 'user_groups', '1000000 100000 1'),
--sqlite:  ('group_members', 'group_members_user', '1000000 100000 10 5'),
--sqlite:  ('group_members', 'group_members', '1000000 100000 10 1'),
--sqlite:  ('department_ancestors', 'department_ancestors_above', '1000000 100000 10 2 2'),
--sqlite:  ('department_ancestors', 'department_ancestors', '1000000 100000 10 1'),
--sqlite:  ('department_members', 'department_members_user', '1000000 100000 10 5'),
--sqlite:  ('department_members', 'department_members', '1000000 100000 10 1'),
--sqlite:  ('tenants', 'tenants_code', '1000000 100000 1'), ('tenants', 'tenants', '1000000 100000 1'),
--sqlite:  ('tenant_members', 'tenant_members_member', '1000000 100000 1'),
--sqlite:  ('tenant_members', 'tenant_members_user', '1000000 100000 10 5'),
--sqlite:  ('tenant_members', 'tenant_members', '1000000 100000 10 1'),
--sqlite:  ('public_account_targets', 'public_account_targets_target', '1000000 100000 25000 10 5'),
--sqlite:  ('public_account_targets', 'public_account_targets', '1000000 100000 10 2 1'),
--sqlite:  ('resources', 'resources_code', '1000000 100000 10 2 1'), ('resources', 'resources', '1000000 100000 1'),
--sqlite:  ('resource_grants', 'resource_grants_resource', '1000000 100000 10 2 2'),
--sqlite:  ('resource_grants', 'resource_grants', '1000000 100000 25000 10 10 1'),
--sqlite:  ('approvals', 'approvals_status', '1000000 100000 25000 5'),
--sqlite:  ('approvals', 'approvals_user', '1000000 100000 10 5'),
--sqlite:  ('approvals', 'approvals_open', '1000000 100000 1'), ('approvals', 'approvals_number', '1000000 100000 1'),
--sqlite:  ('approvals', 'approvals', '1000000 100000 1');
--sqlite:analyze sqlite_schema;
