-- What a machine gets tokens for at resource servers: words of scope, separated by blanks
-- (src/modules/access_keys/scope.h). `permissions` says what its key does here.
alter table access_keys add column scopes text not null default '';
