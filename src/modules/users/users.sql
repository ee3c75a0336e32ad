-- The column lists follow each_column() in users_store.cpp.

-- part: user_columns
  pool_id, id, status, status_changed_at, work_status, username, email, email_verified, phone,
  phone_country_code, phone_verified, external_id, name, nickname, photo, gender, birthdate, country,
  province, city, address, street_address, postal_code, company, browser, device, given_name, family_name,
  middle_name, profile, preferred_username, website, zoneinfo, locale, formatted, region, identity_number,
  password_hash, password_set_at, password_level, reset_password_first, reset_password_next, source_type,
  source_id, register_source, custom_data, metadata_source, logins_count, last_login_at, last_ip,
  last_login_app, last_mfa_at, created_at, updated_at, phone_changed_at, email_changed_at

-- name: find_user
select {user_columns} from users where pool_id = $1 and id = $2;

-- name: find_user_by_username
select {user_columns} from users where pool_id = $1 and username = $2;

-- name: find_user_by_email
select {user_columns} from users where pool_id = $1 and email = $2;

-- name: find_user_by_external_id
select {user_columns} from users where pool_id = $1 and external_id = $2;

-- name: find_user_by_phone
select {user_columns} from users where pool_id = $1 and phone_country_code = $2 and phone = $3;

-- A page of users; unused places hold null.
-- name: find_users
select {user_columns} from users where pool_id = $1 and id in (
  $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
  $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45,
  $46, $47, $48, $49, $50, $51);

-- name: insert_user
insert into users ({user_columns})
values (
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
  $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44,
  $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56)
on conflict do nothing;

-- name: update_user
update users set
  status = $3, status_changed_at = $4, work_status = $5, username = $6, email = $7, email_verified = $8,
  phone = $9, phone_country_code = $10, phone_verified = $11, external_id = $12, name = $13, nickname = $14,
  photo = $15, gender = $16, birthdate = $17, country = $18, province = $19, city = $20, address = $21,
  street_address = $22, postal_code = $23, company = $24, browser = $25, device = $26, given_name = $27,
  family_name = $28, middle_name = $29, profile = $30, preferred_username = $31, website = $32, zoneinfo =
  $33, locale = $34, formatted = $35, region = $36, identity_number = $37, password_hash = $38,
  password_set_at = $39, password_level = $40, reset_password_first = $41, reset_password_next = $42,
  source_type = $43, source_id = $44, register_source = $45, custom_data = $46, metadata_source = $47,
  phone_changed_at = case when phone is distinct from $9 or phone_country_code is distinct from $10
    then $48 else phone_changed_at end,
  email_changed_at = case when email is distinct from $7 then $48 else email_changed_at end,
  updated_at = $48
where pool_id = $1 and id = $2;

-- name: delete_user
delete from users where pool_id = $1 and id = $2;

-- name: find_user_status
select status from users where pool_id = $1 and id = $2;

-- name: find_user_id_by_username
select id from users where pool_id = $1 and username = $2;

-- name: find_user_id_by_email
select id from users where pool_id = $1 and email = $2;

-- name: find_user_id_by_phone
select id from users where pool_id = $1 and phone_country_code = $2 and phone = $3;

-- name: find_user_id_by_external_id
select id from users where pool_id = $1 and external_id = $2;

-- name: find_user_id_by_identity
select user_id from user_identities
where pool_id = $1 and user_id_in_idp = $4
  and (ext_idp_id = $2 or $2 = '') and (provider = $3 or $3 = '')
order by ext_idp_id, provider limit 1;

-- name: bind_user_phone
update users set phone_country_code = $3, phone = $4, phone_verified = true, phone_changed_at = $5, updated_at = $5
where pool_id = $1 and id = $2 and phone is null;

-- name: set_user_phone
update users set phone_country_code = $3, phone = $4, phone_verified = $5, phone_changed_at = $6, updated_at = $6
where pool_id = $1 and id = $2;

-- name: clear_user_phone
update users set phone_country_code = null, phone = null, phone_verified = false, updated_at = $3
where pool_id = $1 and id = $2 and phone is not null;

-- name: trust_user_phone
update users set phone_changed_at = null where pool_id = $1 and id = $2;

-- name: trust_user_email
update users set email_changed_at = null where pool_id = $1 and id = $2;

-- name: list_password_ages
select id, coalesce(username, email), email, coalesce(locale, ''), password_set_at from users
where pool_id = $1 and password_set_at is not null and email is not null
  and (password_set_at, id) > ($2, $3) and password_set_at <= $4
  and password_hash is not null and status = 'Activated'
order by password_set_at, id limit $5;

-- name: find_user_denial
select not_me_from, not_me_at from users where pool_id = $1 and id = $2 and not_me_at is not null;

-- name: note_user_denial
update users set not_me_from = $3, not_me_at = $4 where pool_id = $1 and id = $2;

-- name: find_given_names
select given_names from users where pool_id = $1 and id = $2;

-- name: set_given_names
update users set given_names = $3 where pool_id = $1 and id = $2;

-- name: set_user_email
update users set email = $3, email_verified = $4, email_changed_at = $5, updated_at = $5
where pool_id = $1 and id = $2;

-- name: clear_user_email
update users set email = null, email_verified = false, updated_at = $3
where pool_id = $1 and id = $2 and email is not null;

-- name: clear_user_password
update users set password_hash = null, password_level = null, password_set_at = null, updated_at = $3
where pool_id = $1 and id = $2;

-- name: mark_user_phone_verified
update users set phone_verified = true, updated_at = $3
where pool_id = $1 and id = $2 and not phone_verified and phone_country_code = $4 and phone = $5;

-- name: mark_user_email_verified
update users set email_verified = true, updated_at = $3
where pool_id = $1 and id = $2 and not email_verified and email = $4;

-- name: set_user_password
update users set
  password_hash = $3, password_level = $4, password_set_at = $5, updated_at = $5,
  reset_password_first = false, reset_password_next = false
where pool_id = $1 and id = $2;

-- name: replace_user_password_hash
update users set password_hash = $3 where pool_id = $1 and id = $2 and password_hash = $4;

-- name: record_user_login
update users set logins_count = logins_count + 1, last_login_at = $3, last_ip = $4, last_login_app = $5
where pool_id = $1 and id = $2 and status = 'Activated';

-- name: add_to_user_count
update pools set user_count = user_count + $2 where id = $1;

-- name: find_user_count
select user_count from pools where id = $1;

-- name: list_user_identities
select id, user_id, ext_idp_id, provider, type, user_id_in_idp, user_info, origin_conn_ids,
  access_token, refresh_token, created_at
from user_identities where pool_id = $1 and user_id = $2 order by created_at, id;

-- name: count_user_identities
select count(*) from user_identities where pool_id = $1 and user_id = $2;

-- name: insert_user_identity
insert into user_identities (
  pool_id, id, user_id, ext_idp_id, provider, type, user_id_in_idp, user_info, origin_conn_ids,
  access_token, refresh_token, created_at, issuer)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict do nothing;
