-- name: insert_message
insert into messages (pool_id, id, kind, channel, recipient, body, status, attempts, next_attempt_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9);

-- name: find_message
select body from messages where pool_id = $1 and id = $2;

-- name: settle_message
update messages set status = $3 where pool_id = $1 and id = $2;

-- name: drop_message
delete from messages where pool_id = $1 and id = $2;

-- name: postpone_message
update messages set attempts = attempts + 1, next_attempt_at = $3
where pool_id = $1 and id = $2 and next_attempt_at = $4;

-- name: find_due_messages
select pool_id, id, body, attempts, created_at, next_attempt_at from messages
where status = 'pending' and next_attempt_at <= $1 order by next_attempt_at limit $2;

-- name: list_inbox
select pool_id, id, channel, body, created_at from messages
where ($1 = '' or recipient = $1) order by created_at desc, id desc limit $2;

-- name: find_email_template
select template from email_templates where pool_id = $1 and type = $2;

-- name: list_email_templates
select type, template from email_templates where pool_id = $1;

-- name: put_email_template
insert into email_templates (pool_id, type, template, updated_at) values ($1, $2, $3, $4)
on conflict (pool_id, type) do update set template = excluded.template, updated_at = excluded.updated_at;

-- name: find_email_provider
select provider from email_providers where pool_id = $1;

-- name: put_email_provider
insert into email_providers (pool_id, provider, updated_at) values ($1, $2, $3)
on conflict (pool_id) do update set provider = excluded.provider, updated_at = excluded.updated_at;

-- name: sweep_messages
delete from messages where (pool_id, id) in
  (select pool_id, id from messages where created_at < $1 order by created_at limit $2);
