-- name: find_policy
select id, name, settings from invitation_policies where pool_id = $1 and name = $2;

-- name: find_policy_by_id
select id, name, settings from invitation_policies where pool_id = $1 and id = $2;

-- name: insert_policy
insert into invitation_policies (pool_id, id, name, settings, created_at, updated_at)
values ($1, $2, $3, $4, $5, $5)
on conflict (pool_id, name) do nothing;

-- name: update_policy
update invitation_policies set name = $3, settings = $4, updated_at = $5 where pool_id = $1 and id = $2;

-- name: insert_policy_target
insert into invitation_policy_targets (pool_id, policy_id, target_type, target_id, created_at)
values ($1, $2, $3, $4, $5)
on conflict (pool_id, policy_id, target_type, target_id) do nothing;

-- name: list_policy_targets
select target_type, target_id from invitation_policy_targets where pool_id = $1 and policy_id = $2;

-- name: find_universal_settings
select settings from universal_invitations where pool_id = $1;

-- name: put_universal_settings
insert into universal_invitations (pool_id, settings, updated_at) values ($1, $2, $3)
on conflict (pool_id) do update set settings = excluded.settings, updated_at = excluded.updated_at;

-- name: insert_link
insert into invitation_links (pool_id, id, secret_hash, kind, policy_id, inviter_id, app_id, email, invitee_name,
  uses_max, expires_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: find_link
select l.id, l.secret_hash, l.kind, l.policy_id, l.inviter_id, l.app_id, l.email, l.invitee_name, l.uses,
  l.uses_max, l.expires_at, u.status
from invitation_links l
left join users u on u.pool_id = l.pool_id and u.id = l.inviter_id
where l.pool_id = $1 and l.id = $2;

-- Any number of racing guests change the row no more often than it may be changed.
-- name: use_link
update invitation_links set uses = uses + 1
where pool_id = $1 and id = $2 and (uses_max is null or uses < uses_max)
  and (expires_at is null or expires_at > $3);

-- name: delete_links_of_inviter
delete from invitation_links where pool_id = $1 and inviter_id = $2;

-- name: insert_answer
insert into invitation_answers (pool_id, id, link_id, inviter_id, email, name, status, user_id, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (pool_id, link_id, email) do nothing;

-- name: sweep_links
delete from invitation_links where (pool_id, id) in
  (select pool_id, id from invitation_links where expires_at < $1 order by expires_at limit $2);
