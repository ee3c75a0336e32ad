-- name: put_entry
insert into risk_entries (pool_id, id, kind, list, subject, range_start, range_end, spans, add_type, remove_type,
  forbids_login, forbids_register, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict (pool_id, kind, list, subject) do update set
  add_type = excluded.add_type, remove_type = excluded.remove_type, forbids_login = excluded.forbids_login,
  forbids_register = excluded.forbids_register, expires_at = excluded.expires_at;

-- A rule does not touch what an administrator has put there.
-- name: put_entry_of_rule
insert into risk_entries (pool_id, id, kind, list, subject, range_start, range_end, spans, add_type, remove_type,
  forbids_login, forbids_register, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict (pool_id, kind, list, subject) do update set
  remove_type = excluded.remove_type, forbids_login = excluded.forbids_login,
  forbids_register = excluded.forbids_register, expires_at = excluded.expires_at
where risk_entries.add_type = 'POLICY';

-- name: delete_entry
delete from risk_entries where pool_id = $1 and id = $2 and kind = $3;

-- name: list_entries
select id, subject, add_type, remove_type, forbids_login, forbids_register, created_at, expires_at from risk_entries
where pool_id = $1 and kind = $2 and list = $3 and (expires_at is null or expires_at > $4)
order by created_at desc, id desc limit $5 offset $6;

-- name: count_entries
select count(*) from risk_entries
where pool_id = $1 and kind = $2 and list = $3 and (expires_at is null or expires_at > $4);

-- name: find_standing
select kind, list, forbids_login, forbids_register from risk_entries
where pool_id = $1 and kind = 'IP' and not spans and range_start = $2 and (expires_at is null or expires_at > $4)
union all
select kind, list, forbids_login, forbids_register from risk_entries
where pool_id = $1 and kind = 'IP' and spans and range_start <= $2 and range_end >= $2
  and (expires_at is null or expires_at > $4)
union all
select kind, list, forbids_login, forbids_register from risk_entries
where pool_id = $1 and kind = 'USER' and not spans and range_start = $3 and (expires_at is null or expires_at > $4);

-- name: sweep_entries
delete from risk_entries where (pool_id, id) in
  (select pool_id, id from risk_entries where expires_at < $1 order by expires_at limit $2);

-- name: insert_policy
insert into risk_policies (pool_id, id, object, rule, created_at) values ($1, $2, $3, $4, $5);

-- name: delete_policy
delete from risk_policies where pool_id = $1 and id = $2;

-- name: list_policies
select id, object, rule, created_at from risk_policies where pool_id = $1 and (object = $2 or $2 = '')
order by created_at desc, id desc limit $3 offset $4;

-- name: count_policies
select count(*) from risk_policies where pool_id = $1 and (object = $2 or $2 = '');

-- name: forget_names
delete from risk_names where pool_id = $1 and entry_id in
  (select id from risk_entries where pool_id = $1 and kind = 'USER' and list = 'BLACK' and subject = $2);

-- name: insert_name
insert into risk_names (pool_id, name, entry_id)
select pool_id, $3, id from risk_entries where pool_id = $1 and kind = 'USER' and list = 'BLACK' and subject = $2
on conflict do nothing;

-- White wins for users, too.
-- name: find_blocked_name
select 1 from risk_names n join risk_entries e on e.pool_id = n.pool_id and e.id = n.entry_id
where n.pool_id = $1 and n.name in ($2, $3, $4, $5) and e.forbids_register
  and (e.expires_at is null or e.expires_at > $6)
  and not exists (select 1 from risk_entries w where w.pool_id = $1 and w.kind = 'USER' and w.list = 'WHITE'
    and w.subject = e.subject and (w.expires_at is null or w.expires_at > $6))
limit 1;
