-- A user pool's own e-mails: their words, and the service that carries them.

create table email_templates (
  pool_id text not null,
  type text not null,
  template text not null,
  updated_at bigint not null,
  primary key (pool_id, type)
) {clustered};

create table email_providers (
  pool_id text not null,
  provider {blob} not null,
  updated_at bigint not null,
  primary key (pool_id)
) {clustered};
