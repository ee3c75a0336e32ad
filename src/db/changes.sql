-- The change log: which caches must forget what. Read by every process, by sequence.

-- name: insert_change
insert into change_log (topic, key) values ($1, $2);

-- name: last_change
select coalesce(max(sequence), 0) from change_log;

-- name: changes_after
select sequence, topic, key from change_log where sequence > $1 order by sequence limit $2;

-- name: trim_changes
delete from change_log where sequence <= (select max(sequence) from change_log) - $1;
