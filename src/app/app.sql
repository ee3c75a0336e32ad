-- name: find_installation_value
select value from installation where name = $1;

-- name: put_installation_value
insert into installation (name, value) values ($1, $2) on conflict (name) do nothing;

-- name: claim_nonce
insert into nonces (pool_id, key_id, nonce, expires_at) values ($1, $2, $3, $4)
on conflict (pool_id, key_id, nonce) do nothing;

-- name: find_applications_mentioning
select id from applications where replace(settings, $1, '') <> settings order by id limit 100;

-- name: sweep_nonces
delete from nonces where (pool_id, key_id, nonce) in
  (select pool_id, key_id, nonce from nonces where expires_at < $1 order by expires_at limit $2);

-- name: count_users
select count(*) from users where pool_id = $1;
