-- Sessions whose application wants to hear of their end (Back-Channel Logout 1.0): the issuer of its tokens; null:
-- nobody is told, or nobody any more. notify_at: when to try next.
alter table sessions add column notify_issuer text;
alter table sessions add column notify_at bigint not null default 0;
alter table sessions add column notify_tries bigint not null default 0;
create index sessions_to_notify on sessions (notify_at) where notify_issuer is not null and ended_at is not null;
