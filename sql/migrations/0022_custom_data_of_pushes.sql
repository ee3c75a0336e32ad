-- What a page wants the account to keep that answers its push.
alter table push_logins add column custom_data text not null default '';
