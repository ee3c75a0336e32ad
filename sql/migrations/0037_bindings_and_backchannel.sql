-- What tokens are bound to: a key (RFC 9449) or a certificate (RFC 8705), in one word.
alter table refresh_tokens rename column dpop_jkt to bound_to;
alter table opaque_tokens rename column dpop_jkt to bound_to;

-- Questions on the phone that a client asks in the background (OpenID Connect CIBA) stand beside those of pages.
alter table push_logins add column kind text not null default 'page';
alter table push_logins add column issuer text not null default '';
alter table push_logins add column binding_message text not null default '';
alter table push_logins add column interval_s bigint not null default 0;
alter table push_logins add column polled_at bigint not null default 0;

-- What an access key may do (x-permission of the operations); words, of which * is everything.
alter table access_keys add column permissions text not null default '*';

-- Identifiers that an application had: for a while they are free for its own pool alone, since links, cookies and
-- registrations elsewhere still name that host.
create table released_identifiers (
  pool_id text not null,
  identifier text not null,
  released_at bigint not null,
  primary key (pool_id, identifier)
) {clustered};
create index released_identifiers_name on released_identifiers (identifier, released_at);
create index released_identifiers_age on released_identifiers (released_at);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('released_identifiers', 'released_identifiers', '10000 10 1'),
--sqlite:  ('released_identifiers', 'released_identifiers_name', '10000 2 1'),
--sqlite:  ('released_identifiers', 'released_identifiers_age', '10000 2');
--sqlite:analyze sqlite_schema;
