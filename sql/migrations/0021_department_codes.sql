-- An administrator may name a department by its code alone, without its organisation.
create index departments_any_code on departments (pool_id, code);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('departments', 'departments_any_code', '100000 10000 2');
--sqlite:analyze sqlite_schema;
