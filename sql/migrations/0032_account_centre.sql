-- Where a browser signed in, for its person to know it by in the list of sign-ins; and how that list finds it.
alter table browser_sessions add column client_ip text not null default '';
alter table browser_sessions add column user_agent text not null default '';
