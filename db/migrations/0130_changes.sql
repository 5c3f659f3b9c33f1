-- Up Migration
-- What changes of a claim after its filing was approved. The form is a submission of its own (`dossiers`); here stands what became of it.

create table claim_changes (
  id text primary key,
  claim_id text not null references claims,
  kind text not null check (kind in ('trainee-leaves', 'trainee-joins', 'class-postponed', 'platform-changed')),
  status text not null default 'waiting' check (status in ('waiting', 'approved', 'rejected', 'overtaken')),
  -- the form, and who joins
  dossier_id text not null,
  roster_id text references rosters,
  proposed_by text not null,
  -- business time
  proposed_at timestamptz not null,
  -- end of the review limit; null while its year has no calendar
  due_at timestamptz,
  escalated_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  reason_code text,
  -- the filing as it stood before, and as it stands since
  filing_before text,
  filing_after text,
  -- {"estimateBeforeFen", "estimateAfterFen", "trainees", "advance"}
  effect jsonb
);
create index claim_changes_of_claim on claim_changes (claim_id, proposed_at);
create index claim_changes_waiting on claim_changes (due_at) where status = 'waiting';
grant select, insert on claim_changes to app;
grant update (status, escalated_at, decided_by, decided_at, reason_code, filing_before, filing_after, effect) on claim_changes to app;
alter table claim_changes enable row level security;
create policy by_scope on claim_changes using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));
-- A claimant hands changes in, as any other submission; what becomes of them is for others.
create policy of_claimants on claim_changes for insert
  with check ((select scope_code()) is not null and sees_claim(claim_id) and status = 'waiting');

-- From when to when somebody belongs to the class, where that is not all of it: lessons on the day of joining count, on the day of leaving no more.
alter table roster_rows add column joined_on date, add column left_on date;
-- They are erased with what else is known of the person there.
grant update (joined_on, left_on) on roster_rows to app;

select let_auditor_read();
