-- Up Migration
-- A decision is set aside, by two officials: because the authority found its own error, or another body has found it.

create table administrative_reviews (
  id text primary key,
  claim_id text not null references claims,
  -- number of the transition that is complained of
  target_n int not null,
  status text not null default 'filed' check (status in ('filed', 'recorded', 'closed')),
  -- filed after the period, for reasons that are told
  late boolean not null,
  -- what is asked for, and why
  dossier_id text not null,
  filed_by text not null,
  -- business time
  filed_at timestamptz not null,
  -- until when it is to be decided; null while its year has no calendar
  due_at timestamptz,
  escalated_at timestamptz,
  outcome text check (outcome in ('upheld', 'changed', 'revoked', 'ended')),
  -- number of the decision on the review
  document text,
  decided_on date,
  outcome_dossier_id text,
  recorded_by text,
  recorded_at timestamptz,
  confirmed_by text,
  confirmed_at timestamptz
);
create unique index administrative_reviews_open on administrative_reviews (claim_id, target_n) where status <> 'closed';
create index administrative_reviews_of_claim on administrative_reviews (claim_id, filed_at);
create index administrative_reviews_due on administrative_reviews (due_at) where status <> 'closed';
grant select, insert on administrative_reviews to app;
grant update (status, escalated_at, outcome, document, decided_on, outcome_dossier_id, recorded_by, recorded_at, confirmed_by, confirmed_at)
  on administrative_reviews to app;
alter table administrative_reviews enable row level security;
create policy by_scope on administrative_reviews using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

create table reopenings (
  id text primary key,
  claim_id text not null references claims,
  ground text not null check (ground in ('correction', 'administrative-review')),
  review_id text references administrative_reviews,
  -- number of the transition that is set aside
  target_n int not null,
  -- the step of the claim in which it is decided anew
  step_no int not null,
  status text not null default 'proposed' check (status in ('proposed', 'approved', 'rejected')),
  reason_code text not null,
  -- number of the decision by which it is set aside
  document text not null,
  -- the reason in words
  dossier_id text not null,
  -- what it does at once, as shown to who decides
  preview jsonb not null,
  proposed_by text not null,
  -- business time
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_id text,
  -- number of the transition that has set it aside
  reopened_n int,
  check ((ground = 'administrative-review') = (review_id is not null))
);
create unique index reopenings_waiting on reopenings (claim_id) where status = 'proposed';
create index reopenings_of_claim on reopenings (claim_id, proposed_at);
grant select, insert on reopenings to app;
grant update (status, decided_by, decided_at, decision_id, reopened_n) on reopenings to app;
alter table reopenings enable row level security;
create policy by_scope on reopenings using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

select let_auditor_read();
