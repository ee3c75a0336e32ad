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
