-- The time-based one, which has a table of its own, stands first.
-- name: list_factors
select 1 as place, type, id, country_code, phone, email, reference, created_at
from mfa_factors where pool_id = $1 and user_id = $2
union all
select 0 as place, 'OTP' as type, id, '', '', '', '', created_at
from user_otp where pool_id = $1 and user_id = $2 and confirmed
order by place, type;

-- name: insert_factor
insert into mfa_factors (pool_id, user_id, type, id, country_code, phone, email, reference, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict do nothing;

-- name: delete_factor
delete from mfa_factors where pool_id = $1 and user_id = $2 and type = $3;

-- name: find_demands
select types from mfa_demands where pool_id = $1 and user_id = $2;

-- name: put_demands
insert into mfa_demands (pool_id, user_id, types, updated_at) values ($1, $2, $3, $4)
on conflict (pool_id, user_id) do update set types = excluded.types, updated_at = excluded.updated_at;

-- name: find_place
select passed_at from mfa_places where pool_id = $1 and user_id = $2 and place = $3 and passed_at > $4;

-- name: put_place
insert into mfa_places (pool_id, user_id, place, passed_at) values ($1, $2, $3, $4)
on conflict (pool_id, user_id, place) do update set passed_at = excluded.passed_at;

-- name: delete_old_places
delete from mfa_places where pool_id = $1 and user_id = $2 and passed_at <= $3;

-- name: insert_remembered
insert into mfa_remembered (pool_id, user_id, id, secret, browser, client_ip, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: find_remembered
select secret, created_at from mfa_remembered
where pool_id = $1 and user_id = $2 and id = $3 and expires_at > $4;

-- name: list_remembered
select id, browser, client_ip, created_at, expires_at from mfa_remembered
where pool_id = $1 and user_id = $2 and expires_at > $3 order by created_at desc, id desc;

-- name: delete_remembered
delete from mfa_remembered where pool_id = $1 and user_id = $2 and id = $3;

-- name: delete_all_remembered
delete from mfa_remembered where pool_id = $1 and user_id = $2;

-- name: delete_old_remembered
delete from mfa_remembered where pool_id = $1 and user_id = $2 and expires_at <= $3;
