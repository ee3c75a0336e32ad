-- name: put_administrator
insert into administrators (id, email, setup_hash, setup_expires_at, created_at) values ($1, $2, $3, $4, $5)
on conflict (email) do update set setup_hash = excluded.setup_hash, setup_expires_at = excluded.setup_expires_at
where administrators.password_hash is null
returning id;

-- name: find_setup
select setup_hash, setup_expires_at from administrators where id = $1;

-- name: accept_setup
update administrators set password_hash = $3, setup_hash = null, setup_expires_at = null
where id = $1 and setup_hash = $2 and setup_expires_at > $4;
