-- Up Migration
-- What is put right about a person changes lists that others rely on: one person proposes, another one decides. The rosters may be of several places.

alter table person_corrections
  add column status text not null default 'done' check (status in ('proposed', 'done', 'refused')),
  -- every claim filed with a roster that names the person, and that still held them when it was proposed
  add column claim_ids text[] not null default '{}',
  add column decided_by text,
  -- business time
  add column decided_at timestamptz;
alter table person_corrections alter column status set default 'proposed';
create index person_corrections_of_claim on person_corrections using gin (claim_ids);
create index person_corrections_waiting on person_corrections (jurisdiction, at) where status = 'proposed';
grant update (status, decided_by, decided_at) on person_corrections to app;
-- Whoever sees one of the claims learns that something was put right, officials of the other places too.
create function sees_any_claim(ids text[]) returns boolean language sql stable parallel safe
  return exists (select from claims c where c.id = any($1));
create policy of_claims on person_corrections for select using (sees_any_claim(claim_ids));
select let_auditor_read();
