-- name: insert_passkey
insert into passkeys (pool_id, credential_id, user_id, app_id, rp_id, public_key, algorithm, sign_count, aaguid,
  transports, attestation_format, attestation_type, attestation_trusted, user_verified, backup_eligible, backed_up,
  name, authenticator_code, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
on conflict (pool_id, credential_id) do nothing;

-- name: find_passkey
select credential_id, user_id, app_id, rp_id, public_key, algorithm, sign_count, aaguid, transports,
  attestation_format, attestation_type, attestation_trusted, user_verified, backup_eligible, backed_up, name,
  authenticator_code, suspected_at, created_at, last_used_at
from passkeys where pool_id = $1 and credential_id = $2;

-- name: list_passkeys
select credential_id, user_id, app_id, rp_id, public_key, algorithm, sign_count, aaguid, transports,
  attestation_format, attestation_type, attestation_trusted, user_verified, backup_eligible, backed_up, name,
  authenticator_code, suspected_at, created_at, last_used_at
from passkeys where pool_id = $1 and user_id = $2 order by created_at desc, credential_id desc limit $3;

-- name: use_passkey
update passkeys set sign_count = $3, backed_up = $4, last_used_at = $5
where pool_id = $1 and credential_id = $2 and (sign_count < $3 or (sign_count = 0 and $3 = 0));

-- name: suspect_passkey
update passkeys set suspected_at = $3 where pool_id = $1 and credential_id = $2 and suspected_at is null;

-- name: rename_passkey
update passkeys set name = $3 where pool_id = $1 and credential_id = $2;

-- name: delete_passkey
delete from passkeys where pool_id = $1 and credential_id = $2;
