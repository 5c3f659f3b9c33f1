-- Up Migration
-- A claim's law is pinned anew, by two officials: after a decree, or where a figure was wrong. The pins of before stay readable.

alter table pins add column version int not null default 1, add column repinning_id text;
alter table pins drop constraint pins_pkey, add primary key (claim_id, milestone, version);

create table repinnings (
  id text primary key,
  claim_id text not null references claims,
  milestone text not null check (milestone in ('filing', 'class-opened', 'class-ended')),
  status text not null default 'proposed' check (status in ('proposed', 'approved', 'rejected')),
  reason_code text not null,
  -- document number of the decree
  document text not null,
  -- the reason in words
  dossier_id text not null,
  -- figures and money before and after, as shown to who decides
  preview jsonb not null,
  proposed_by text not null,
  -- business time
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_id text
);
create unique index repinnings_waiting on repinnings (claim_id) where status = 'proposed';
create index repinnings_of_claim on repinnings (claim_id, proposed_at);
grant select, insert on repinnings to app;
grant update (status, decided_by, decided_at, decision_id) on repinnings to app;
alter table repinnings enable row level security;
create policy by_scope on repinnings using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

-- What a line brings above what was paid for it is a part of its own, with a payment of its own. What was paid above what it brings now is recovered.
alter table lines add column part int not null default 1 check (part >= 1),
  add column reduced_fen bigint not null default 0 check (reduced_fen between 0 and amount_fen);
alter table lines drop constraint lines_pkey, add primary key (claim_id, ref, component, part);

select let_auditor_read();
