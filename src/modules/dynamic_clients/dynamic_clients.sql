-- name: insert_dynamic_client
insert into dynamic_clients
  (pool_id, app_id, client_uri, token_hash, metadata, created_at, used_at, expires_at, fresh_until)
values ($1, $2, $3, $4, $5, $6, 0, $7, $8)
on conflict do nothing;

-- name: count_dynamic_clients
select count(*) from dynamic_clients where pool_id = $1;

-- part: columns
app_id, metadata, created_at, fresh_until, token_hash

-- name: find_dynamic_client
select {columns} from dynamic_clients where pool_id = $1 and app_id = $2;

-- name: find_client_of_document
select {columns} from dynamic_clients where pool_id = $1 and client_uri = $2;

-- name: replace_metadata
update dynamic_clients set metadata = $3, fresh_until = $4 where pool_id = $1 and app_id = $2;

-- At most once a day.
-- name: note_use
update dynamic_clients set used_at = $3, expires_at = $4 where pool_id = $1 and app_id = $2 and used_at < $5;

-- name: keep_dynamic_client
update dynamic_clients set expires_at = $3 where pool_id = $1 and app_id = $2;

-- name: expired_dynamic_clients
select pool_id, app_id from dynamic_clients where expires_at < $1 order by expires_at limit $2;

-- name: delete_dynamic_client
delete from dynamic_clients where pool_id = $1 and app_id = $2;
