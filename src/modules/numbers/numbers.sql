-- name: next_number
insert into numbers (pool_id, name, value) values ($1, $2, 1)
on conflict (pool_id, name) do update set value = numbers.value + 1
returning value;
