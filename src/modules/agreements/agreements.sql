-- name: list_answers
select app_id, agreement_id, version, accepted, answered_at, client_ip from agreement_answers
where pool_id = $1 and user_id = $2 order by answered_at, app_id, agreement_id, version;

-- name: list_answers_to
select agreement_id, version, accepted from agreement_answers
where pool_id = $1 and user_id = $2 and app_id = $3;

-- name: put_answer
insert into agreement_answers (pool_id, user_id, app_id, agreement_id, version, accepted, answered_at, client_ip)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (pool_id, user_id, app_id, agreement_id, version) do update
set accepted = excluded.accepted, answered_at = excluded.answered_at, client_ip = excluded.client_ip;
