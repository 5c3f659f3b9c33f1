-- Up Migration
-- Tokens whose sessions were signed out before their own end: nothing takes them any more. A row lives as long as its token would.
create table ended_tokens (
  -- hash of what the issuer has signed
  sha256 bytea primary key,
  expires_at timestamptz not null
);
create index ended_tokens_expiry on ended_tokens (expires_at);

alter table ended_tokens enable row level security;
create policy of_system on ended_tokens using ((select is_system()));
grant select, insert, delete on ended_tokens to app;
select let_auditor_read();
