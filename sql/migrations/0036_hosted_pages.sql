-- What people said to an application's agreements, version by version. The agreements themselves are settings of the
-- application; an answer stays when its agreement goes, as evidence.
create table agreement_answers (
  pool_id text not null,
  user_id text not null,
  app_id text not null,
  agreement_id text not null,
  version bigint not null,
  accepted boolean not null,
  answered_at bigint not null,
  client_ip text not null,
  primary key (pool_id, user_id, app_id, agreement_id, version),
  foreign key (pool_id, user_id) references users (pool_id, id) on delete cascade
) {clustered};

-- What people tell the operators about a problem with signing in. Swept when it is old.
create table feedback (
  pool_id text not null,
  id text not null,
  app_id text not null,
  type text not null,
  description text not null,
  contact text not null,
  request_id text not null,
  client_ip text not null,
  user_agent text not null,
  created_at bigint not null,
  primary key (pool_id, id)
) {clustered};
create index feedback_age on feedback (created_at);

-- Pictures of the hosted pages of an application, written anew by the server. The id stands in the address.
create table application_pictures (
  pool_id text not null,
  app_id text not null,
  kind text not null,
  id text not null,
  content_type text not null,
  bytes {blob} not null,
  created_at bigint not null,
  primary key (pool_id, app_id, kind),
  foreign key (app_id) references applications (id) on delete cascade
);
create unique index application_pictures_id on application_pictures (pool_id, id);

--sqlite:insert into sqlite_stat1 (tbl, idx, stat) values
--sqlite:  ('agreement_answers', 'agreement_answers', '1000000 100000 3 3 2 1'),
--sqlite:  ('feedback', 'feedback', '100000 10000 1'),
--sqlite:  ('feedback', 'feedback_age', '100000 2');
--sqlite:analyze sqlite_schema;
