-- Applications with the signed-in user's live sessions in them; reads the tables of both modules in one statement.
-- name: list_logged_in_apps
select distinct a.id, a.name
from sessions s
join applications a on a.id = s.app_id and a.pool_id = s.pool_id
where s.pool_id = $1 and s.user_id = $2 and s.ended_at is null and s.expires_at > $3
order by a.name, a.id;
