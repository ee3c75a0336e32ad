-- name: find_user_identity
select id, user_id, ext_idp_id, provider, type, user_id_in_idp, user_info, origin_conn_ids,
  access_token, refresh_token, created_at
from user_identities
where pool_id = $1 and ext_idp_id = $2 and type = $3 and issuer = $4 and user_id_in_idp = $5;

-- name: refresh_user_identity
update user_identities set user_info = $4, origin_conn_ids = $5, access_token = $6, refresh_token = $7
where pool_id = $1 and user_id = $2 and id = $3;

-- name: delete_user_identity
delete from user_identities where pool_id = $1 and user_id = $2 and id = $3;

-- name: delete_user_identities
delete from user_identities where pool_id = $1 and user_id = $2 and ext_idp_id = $3;

-- name: delete_all_identities
delete from user_identities where pool_id = $1 and user_id = $2;

-- name: delete_identities_of_source
delete from user_identities where pool_id = $1 and ext_idp_id = $2;

-- name: forget_user_password
update users set password_hash = null, password_level = null, password_set_at = null, updated_at = $3
where pool_id = $1 and id = $2;

-- name: delete_user_otp
delete from user_otp where pool_id = $1 and user_id = $2;
