-- Up Migration
-- Random inspection (双随机一公开): who inspects, what was drawn by lot, and what came of it. All times are business time.

-- The pool of a place. One person proposes who comes into it or leaves it, another decides.
create table inspectors (
  id text primary key,
  jurisdiction text not null,
  -- account
  subject text not null,
  -- how the public knows them
  staff_number text not null,
  status text not null default 'proposed' check (status in ('proposed', 'active', 'refused', 'removal-proposed', 'removed')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create unique index inspectors_by_subject on inspectors (jurisdiction, subject) where status not in ('refused', 'removed');
create unique index inspectors_by_staff_number on inspectors (jurisdiction, staff_number) where status not in ('refused', 'removed');
grant select, insert, update (status, proposed_by, proposed_at, decided_by, decided_at) on inspectors to app;

-- 回避: whom an inspector may not inspect, as they say themselves.
create table inspector_recusals (
  inspector_id text not null references inspectors,
  jurisdiction text not null,
  claimant_kind text not null,
  claimant text not null,
  declared_at timestamptz not null,
  primary key (inspector_id, claimant_kind, claimant)
);
grant select, insert on inspector_recusals to app;

create table inspection_draws (
  -- <jurisdiction>.<period>
  id text primary key,
  jurisdiction text not null,
  -- month of the draw, 2020-04
  period text not null,
  workflow_id text not null,
  clock_offset_ms bigint not null,
  status text not null check (status in ('frozen', 'drawn', 'not-held')),
  -- why it was not held
  reason text check (reason in ('population-empty', 'no-inspectors')),
  -- the figures in force, with their sources
  rules jsonb not null,
  -- the very text that the hash is of
  frozen text not null,
  frozen_sha256 text not null,
  -- ids of the inspectors by the staff numbers that were frozen
  pool jsonb not null,
  frozen_at timestamptz not null,
  seed_due_at timestamptz not null check (seed_due_at > frozen_at),
  seed text check (seed ~ '^[0-9a-f]{64}$'),
  seed_at timestamptz check (seed_at >= seed_due_at),
  check ((status = 'drawn') = (seed is not null) and (seed is null) = (seed_at is null))
);
create index inspection_draws_in_order on inspection_draws (frozen_at desc, id desc);
grant select, insert, update (status, seed, seed_at) on inspection_draws to app;
create function seed_is_drawn_once() returns trigger language plpgsql as $$
begin
  if old.seed is not null then
    raise exception 'the seed of % is drawn', old.id;
  end if;
  return new;
end $$;
create trigger seed_is_drawn_once before update on inspection_draws for each row execute function seed_is_drawn_once();

-- Which claim a published reference stands for.
create table inspection_objects (
  draw_id text not null references inspection_draws,
  ref text not null,
  claim_id text not null references claims,
  primary key (draw_id, ref),
  unique (draw_id, claim_id)
);
create index inspection_objects_of_claim on inspection_objects (claim_id);
grant select, insert on inspection_objects to app;

create table inspections (
  id text primary key,
  draw_id text not null,
  ref text not null,
  claim_id text not null references claims,
  jurisdiction text not null,
  amount_class text not null check (amount_class in ('ordinary', 'high')),
  -- staff numbers as drawn, and who inspects now; ids of inspectors
  drawn text[] not null,
  inspector_ids text[] not null,
  -- [{"left", "joined", "reasonCode", "at"}] by staff numbers
  reassignments jsonb not null default '[]',
  -- null until its workflow is registered
  workflow_id text,
  clock_offset_ms bigint,
  stage text not null default 'visit' check (stage in ('visit', 'finding', 'hearing', 'result', 'closed')),
  opened_at timestamptz not null,
  -- from when the period of the stage counts
  stage_since timestamptz not null,
  due_at timestamptz,
  overdue boolean not null default false,
  finding text check (finding in ('none', 'irregularity', 'suspected-fraud')),
  finding_code text,
  -- persons concerned; null: the whole claim
  refs text[],
  found_by text,
  outcome text check (outcome in ('clean', 'to-be-corrected', 'fraud')),
  outcome_code text,
  closed_at timestamptz,
  -- the finding of fraud that came of it
  fraud_finding_id text,
  referred boolean not null default false,
  act_no int not null default 0,
  rules jsonb,
  closed boolean not null default false,
  unique (draw_id, ref),
  foreign key (draw_id, ref) references inspection_objects,
  check (closed = (stage = 'closed') and closed = (outcome is not null))
);
create index inspections_of_claim on inspections (claim_id);
create index inspections_in_order on inspections (opened_at desc, id desc);
create index inspections_of_inspector on inspections using gin (inspector_ids);
grant select, insert, update on inspections to app;

create table inspection_acts (
  inspection_id text not null references inspections,
  n int not null,
  act text not null,
  by_subject text not null,
  at timestamptz not null,
  detail jsonb not null default '{}',
  result jsonb not null,
  turn jsonb,
  primary key (inspection_id, n)
);
grant select, insert on inspection_acts to app;

-- 移送司法机关: to whom and under which number is in the dossier of the same id.
create table judicial_referrals (
  id text primary key,
  inspection_id text not null references inspections,
  jurisdiction text not null,
  status text not null default 'proposed' check (status in ('proposed', 'done', 'refused')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create unique index judicial_referrals_standing on judicial_referrals (inspection_id) where status <> 'refused';
grant select, insert, update (status, decided_by, decided_at) on judicial_referrals to app;

-- Draws are of a place; what is published of them is read on behalf of the system.
do $$
declare one text;
begin
  foreach one in array array['inspectors', 'inspector_recusals', 'inspection_draws', 'judicial_referrals'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select sees_all()) or jurisdiction = (select scope_place()))', one);
  end loop;
end $$;
create function sees_draw(id text) returns boolean language sql stable parallel safe
  return exists (select from inspection_draws d where d.id = $1);
alter table inspection_objects enable row level security;
create policy by_scope on inspection_objects using ((select sees_all()) or sees_draw(draw_id));

-- A visit is not announced: a claimant sees an inspection once there is something to answer, or its result.
alter table inspections enable row level security;
create policy by_scope on inspections using ((select sees_all()) or jurisdiction = (select scope_place()));
create policy of_claimants on inspections for select using (
  stage in ('hearing', 'result', 'closed') and (select scope_code()) is not null and sees_claim(claim_id));
create function sees_inspection(id text) returns boolean language sql stable parallel safe
  return exists (select from inspections i where i.id = $1);
alter table inspection_acts enable row level security;
create policy by_scope on inspection_acts using ((select sees_all()) or sees_inspection(inspection_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_inspection(inspection_id)));

create or replace function sees_matter(id text) returns boolean language sql stable parallel safe
  return exists (select from claims c where c.id = $1) or exists (select from recoveries r where r.id = $1)
    or exists (select from payment_returns p where p.id = $1) or exists (select from fraud_findings f where f.id = $1)
    or exists (select from inspections i where i.id = $1)
    or exists (select from disbursements d where d.id = $1 and d.jurisdiction = scope_place());
select let_auditor_read();
