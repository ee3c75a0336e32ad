-- Which of an account's names its owner chose, and not an administrator: 1 the user name, 2 the external id, 3 both. An
-- identity source may not take such a name for the same person. Of accounts that were here before nobody knows.
alter table users add column own_names bigint not null default 0;
update users set own_names = 3;
