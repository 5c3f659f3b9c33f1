-- Up Migration
-- Claimants' own systems are told of every change of stage, signed. What is told holds nothing personal.

create table webhooks (
  id text primary key,
  claimant_kind text not null check (claimant_kind in ('enterprise', 'institution', 'individual')),
  claimant text not null,
  url text not null,
  -- only changes to these are told; empty: every one
  stages text[] not null,
  made_by text not null,
  -- business time
  made_at timestamptz not null,
  deactivated_by text,
  deactivated_at timestamptz
);
create index webhooks_of_claimant on webhooks (claimant_kind, claimant, made_at desc, id);

-- The newest signs; one before it signs too until it ends.
create table webhook_secrets (
  webhook_id text not null references webhooks,
  no int not null,
  -- {"secret"}: no person's, and sealed as what is
  personal jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  -- real time
  ends_at timestamptz,
  primary key (webhook_id, no)
);

create table webhook_deliveries (
  seq bigint generated always as identity,
  -- the webhook-id of every attempt
  id text primary key,
  webhook_id text not null references webhooks,
  event text not null check (event in ('claim.stage-changed', 'ping')),
  claim_id text references claims,
  transition_no int,
  -- sent as it stands
  payload json not null,
  -- business time
  at timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  -- since it was last asked for
  tries int not null default 0,
  -- real time
  next_try_at timestamptz not null default now(),
  delivered_at timestamptz,
  response_status int,
  last_error text,
  unique (webhook_id, claim_id, transition_no)
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_try_at) where status = 'waiting';
create index webhook_deliveries_of_webhook on webhook_deliveries (webhook_id, seq);

grant select, insert on webhooks, webhook_secrets, webhook_deliveries to app;
grant update (deactivated_by, deactivated_at) on webhooks to app;
grant update (personal, ends_at) on webhook_secrets to app;
grant update (status, attempts, tries, next_try_at, delivered_at, response_status, last_error) on webhook_deliveries to app;

alter table webhooks enable row level security;
create policy by_scope on webhooks using (
  (select sees_all()) or (claimant_kind = (select scope_kind()) and claimant = (select scope_code())));
create function sees_webhook(id text) returns boolean language sql stable parallel safe
  return exists (select from webhooks w where w.id = $1);
alter table webhook_secrets enable row level security;
create policy by_scope on webhook_secrets using ((select sees_all()) or sees_webhook(webhook_id));
alter table webhook_deliveries enable row level security;
create policy by_scope on webhook_deliveries using ((select sees_all()) or sees_webhook(webhook_id));
select let_auditor_read();
