-- name: insert_event
insert into audit_events (pool_id, id, type, app_id, user_id, actor, client_ip, success, detail, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
