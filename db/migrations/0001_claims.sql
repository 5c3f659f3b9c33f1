-- Up Migration
-- The read model of claims. Written only by the claim workflow's activities, one transaction per transition.

create table claims (
  id text primary key,
  workflow_id text not null unique,
  jurisdiction text not null,
  programme text not null,
  -- unified social credit code, or the account of an individual claimant
  claimant text not null,
  -- name of the enterprise or institution; null for an individual
  claimant_name text,
  filed_by text not null,
  stage text not null,
  returned_from text,
  step_no int not null default 0,
  due_at timestamptz,
  application_due_at timestamptz,
  overdue boolean not null default false,
  trainees int not null,
  estimate_fen bigint,
  amount_fen bigint,
  filed_at timestamptz not null,
  class_opened_on date,
  class_ended_on date,
  rules_version text not null,
  roster_id text not null,
  -- what was accepted last; a refused submission leaves a dossier, but never here
  filing_dossier_id text not null,
  application_dossier_id text,
  -- business time = workflow time + this; pinned for the claim's life
  clock_offset_ms bigint not null,
  last_decision text,
  closed boolean not null default false,
  transition_no int not null default 0,
  updated_at timestamptz not null
);
create index claims_by_place on claims (jurisdiction, filed_at desc, id);
create index claims_by_claimant on claims (claimant, filed_at desc, id);
create index claims_waiting on claims (stage, overdue desc, due_at) where not closed;

-- What happened, in order. The primary key makes a transition that runs twice happen once.
create table transitions (
  claim_id text not null references claims,
  n int not null,
  act text not null,
  by_subject text not null,
  via text not null check (via in ('api', 'temporal', 'system')),
  at timestamptz not null,
  from_stage text,
  to_stage text not null,
  decision text,
  reason_code text,
  dossier_id text,
  detail jsonb not null default '{}',
  result jsonb not null,
  primary key (claim_id, n)
);

-- The law as it was when it bound. First pin wins.
create table pins (
  claim_id text not null,
  milestone text not null check (milestone in ('filing', 'class-opened', 'class-ended')),
  on_date date not null,
  rules jsonb,
  params jsonb not null,
  pinned_at timestamptz not null,
  primary key (claim_id, milestone)
);

create table learning_records (
  claim_id text not null references claims,
  ref text not null,
  lesson text not null,
  started_at timestamptz not null,
  minutes int not null check (minutes >= 0),
  dossier_id text,
  primary key (claim_id, ref, lesson, started_at)
);

-- Something that a reviewer must look at before approving.
create table findings (
  id text primary key,
  claim_id text not null references claims,
  ref text,
  code text not null,
  detail jsonb not null default '{}',
  status text not null default 'open' check (status in ('open', 'cleared')),
  cleared_by text,
  cleared_at timestamptz
);
create index findings_of_claim on findings (claim_id);

create table public_notices (
  id text primary key,
  claim_id text not null references claims,
  published_at timestamptz not null,
  ends_at timestamptz not null,
  ended boolean not null default false
);
create index public_notices_of_claim on public_notices (claim_id);

-- Written by the API when anybody objects; ruled by the claim's transition.
create table objections (
  id text primary key,
  notice_id text not null references public_notices,
  claim_id text not null references claims,
  ref text,
  status text not null default 'open' check (status in ('open', 'upheld', 'dismissed')),
  personal jsonb not null,
  filed_at timestamptz not null,
  ruled_by text,
  ruled_at timestamptz
);
create index objections_of_claim on objections (claim_id);

-- A pack's own workflow that a claim waits for.
create table external_runs (
  workflow_id text primary key,
  claim_id text not null references claims,
  step_no int not null,
  clock_offset_ms bigint not null,
  closed boolean not null default false
);

create table outbox (
  id bigint generated always as identity primary key,
  -- a transition that runs twice writes its mail once
  once_key text not null unique,
  template text not null,
  params jsonb not null,
  -- {"to": "…"}
  personal jsonb not null,
  at timestamptz not null,
  attempts int not null default 0,
  next_try_at timestamptz not null default now(),
  sent_at timestamptz,
  last_error text
);
create index outbox_unsent on outbox (next_try_at) where sent_at is null;

-- Rehearsal only: business time = real time + offset. One row, absent in production.
create table rehearsal_clock (
  id boolean primary key default true check (id),
  offset_ms bigint not null,
  moving boolean not null default false
);

grant usage on schema public to app;
grant select, insert, update on claims, findings, public_notices, objections, external_runs, outbox, rehearsal_clock to app;
grant select, insert on transitions, pins, learning_records to app;
