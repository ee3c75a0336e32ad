-- name: record_device
insert into devices
  (pool_id, user_id, device_id, type, name, os, version, user_agent, last_ip, created_at, last_login_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
on conflict (pool_id, user_id, device_id) do update
set type = excluded.type, name = excluded.name, os = excluded.os, version = excluded.version,
    user_agent = excluded.user_agent, last_ip = excluded.last_ip, last_login_at = excluded.last_login_at;

-- name: list_devices
select device_id, type, name, os, version, user_agent, last_ip, last_login_at from devices
where pool_id = $1 and user_id = $2 order by last_login_at desc limit $3 offset $4;

-- name: remove_device
delete from devices where pool_id = $1 and user_id = $2 and device_id = $3;

-- name: find_known_device
select user_agent from devices where pool_id = $1 and user_id = $2 and device_id = $3;

-- name: find_device
select device_id from devices where pool_id = $1 and user_id = $2 and device_id = $3;

-- name: add_limited_app
insert into device_limit_apps (pool_id, app_id, created_at) values ($1, $2, $3) on conflict do nothing;

-- name: remove_limited_app
delete from device_limit_apps where pool_id = $1 and app_id = $2;

-- name: list_limited_apps
select app_id, created_at from device_limit_apps where pool_id = $1 order by created_at, app_id;

-- name: add_exempt
insert into device_limit_exempt (pool_id, target_type, target_id, created_at)
values ($1, $2, $3, $4) on conflict do nothing;

-- name: remove_exempt
delete from device_limit_exempt where pool_id = $1 and target_type = $2 and target_id = $3;

-- name: list_exempt
select target_type, target_id, created_at from device_limit_exempt
where pool_id = $1 order by target_type, target_id limit 1000;

-- name: find_exempt
select created_at from device_limit_exempt where pool_id = $1 and target_type = $2 and target_id = $3;
