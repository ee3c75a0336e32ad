-- When an e-mail address last came onto an account or changed there; null: never since the account was made.
alter table users add column email_changed_at bigint;

-- The last time somebody pressed "this was not me": when, and when the change was made that they denied. Links in
-- notices of changes between the two are void.
alter table users add column not_me_at bigint;
alter table users add column not_me_from bigint;
