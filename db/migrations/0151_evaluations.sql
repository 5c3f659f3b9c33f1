-- Up Migration
-- 培训后评估: how a class was judged afterwards, and what became of its people. A later one of the same side takes the place of an earlier one; both stay.

create table evaluations (
  id text primary key,
  seq bigint generated always as identity,
  claim_id text not null references claims,
  ref text not null,
  -- of whom it is: the claimant, or a reviewer
  side text not null check (side in ('claimant', 'reviewer')),
  rating int not null check (rating between 1 and 5),
  skill_improved boolean not null,
  outcome text check (outcome in ('kept', 'promoted', 'new-job', 'left')),
  outcome_on date,
  -- {"text"}
  personal jsonb not null,
  by_subject text not null,
  -- business time
  at timestamptz not null,
  check ((outcome is null) = (outcome_on is null))
);
create index evaluations_of_claim on evaluations (claim_id, ref, side, seq desc);
grant select, insert, update (personal) on evaluations to app;
alter table evaluations enable row level security;
-- Claimants judge as well: what they write without a workflow is their own.
create policy by_scope on evaluations using ((select sees_all()) or sees_claim(claim_id));
select let_auditor_read();
