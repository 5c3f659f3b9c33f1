-- Up Migration
-- Forms that are not handed in yet, to go on with on another day and device. The transition by which the form is handed in takes its draft away.

create table drafts (
  id text primary key,
  -- as rosters and files name their owner
  owner text not null,
  jurisdiction text not null,
  programme text not null,
  -- what is prepared: a filing, or the next form of a claim
  act text not null check (act in ('filing', 'application', 'resubmission')),
  claim_id text references claims,
  roster_id text references rosters on delete set null,
  -- {"form"}
  personal jsonb not null,
  saved_by text not null,
  -- business time
  saved_at timestamptz not null,
  -- real time: when it was begun
  at timestamptz not null default now(),
  -- the claim that is being filed with it, and since when, real time
  filing_id text,
  filing_since timestamptz,
  check ((act = 'filing') = (claim_id is null))
);
create index drafts_of_owner on drafts (owner, saved_at desc, id desc);
create index drafts_of_claim on drafts (claim_id);
create index drafts_filed on drafts (filing_id);
create index drafts_by_age on drafts (at);
create index drafts_of_roster on drafts (roster_id);
grant select, insert, update, delete on drafts to app;
alter table drafts enable row level security;
create policy by_scope on drafts using ((select sees_all()) or owner = (select scope_owner()));
select let_auditor_read();
