-- PostgreSQL gathers its own statistics (autovacuum); the step stands in both series.
select 1;
