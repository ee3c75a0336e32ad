-- name: claim_nonce
insert into nonces (pool_id, key_id, nonce, expires_at) values ($1, $2, $3, $4)
on conflict (pool_id, key_id, nonce) do nothing;

-- name: sweep_nonces
delete from nonces where (pool_id, key_id, nonce) in
  (select pool_id, key_id, nonce from nonces where expires_at < $1 order by expires_at limit $2);

-- name: find_nonces_kept
select since, boot from nonces_kept where id = 1;

-- name: put_nonces_kept
insert into nonces_kept (id, since, boot) values (1, $1, $2) on conflict (id) do nothing;
