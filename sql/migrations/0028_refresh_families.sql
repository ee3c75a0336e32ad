-- What a family of refresh tokens began with: its issuer and how the user signed in, which renewed tokens repeat, and
-- until when it lasts however often it is used. Families of before have no issuer and may be renewed at any.
alter table refresh_tokens add column issuer text not null default '';
alter table refresh_tokens add column amr text not null default '';
alter table refresh_tokens add column family_expires_at bigint not null default 0;
update refresh_tokens set family_expires_at = expires_at;
