-- name: insert_approval_application
insert into approval_applications (pool_id, app_id, created_at) values ($1, $2, $3)
on conflict (pool_id, app_id) do nothing;

-- name: delete_approval_application
delete from approval_applications where pool_id = $1 and app_id = $2;

-- name: list_applicable_applications
select a.id, a.name
from applications a
join approval_applications p on p.pool_id = a.pool_id and p.app_id = a.id
where a.pool_id = $1 and a.status = 'enabled' and lower(a.name) like $2 escape '\'
order by a.name, a.id limit 1000;

-- name: find_applicable_application
select a.id, a.name
from applications a
join approval_applications p on p.pool_id = a.pool_id and p.app_id = a.id
where a.pool_id = $1 and a.id = $2 and a.status = 'enabled';

-- name: insert_approval
insert into approvals (pool_id, id, number, user_id, object_type, object_id, object, status, enable_at, end_at,
  open_key, submitted_at)
values ($1, $2, $3, $4, $5, $6, $7, 'PENDING', $8, $9, $10, $11)
on conflict (pool_id, open_key) do nothing;

-- name: find_approval
select id, number, user_id, object_type, object_id, object, status, enable_at, end_at, submitted_at, closed_at,
  decided_by
from approvals where pool_id = $1 and number = $2;

-- name: list_approvals_of_user
select id, number, user_id, object_type, object_id, object, status, enable_at, end_at, submitted_at, closed_at,
  decided_by
from approvals
where pool_id = $1 and user_id = $2 and (object_type = $3 or $3 = '')
  and (lower(number) like $4 escape '\' or lower(object) like $4 escape '\')
order by id desc limit $5 offset $6;

-- name: count_approvals_of_user
select count(*) from approvals
where pool_id = $1 and user_id = $2 and (object_type = $3 or $3 = '')
  and (lower(number) like $4 escape '\' or lower(object) like $4 escape '\');

-- Exactly one of any number of racing deciders changes the row.
-- name: decide_approval
update approvals set status = $3, closed_at = $4, decided_by = $5, open_key = null
where pool_id = $1 and number = $2 and status = 'PENDING';
