-- Which of an account's names an administrator gave, and not its owner: 1 the user name, 2 the external id, 3 both. An
-- identity source may take such a name for the same person. Of accounts that were here before nobody knows.
alter table users add column given_names bigint not null default 0;
