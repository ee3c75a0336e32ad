-- What caches must forget, for every process that shares the database (src/db/change_feed.h). Of no pool:
-- its rows name things by id only.
create table change_log (
  sequence {sequence_key},
  topic {text} not null,
  key {text} not null
);
