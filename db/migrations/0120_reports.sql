-- Up Migration
-- The biweekly reports of a place, and what they count of each filing.

-- What an accepted filing says beside its people, in clear: a district, a platform, an occupation. With the transition that has accepted it
-- everybody knows from when on it counted.
create table filing_facts (
  dossier_id text primary key,
  claim_id text not null references claims,
  roster_id text not null,
  district text,
  platform text,
  occupation text,
  -- false: from before this table; its form is sealed, and is read when the claim moves next
  read boolean not null default true
);
create index filing_facts_of_claim on filing_facts (claim_id);
insert into filing_facts (dossier_id, claim_id, roster_id, read) select filing_dossier_id, id, roster_id, false from claims
  on conflict do nothing;
grant select, insert, update on filing_facts to app;
alter table filing_facts enable row level security;
create policy by_scope on filing_facts using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

-- A version is never changed: late data makes another one.
create table reports (
  -- <jurisdiction>.<day>
  id text not null,
  version int not null check (version > 0),
  jurisdiction text not null,
  day date not null,
  content jsonb not null,
  -- of id, version and content in canonical form
  sha256 text not null,
  -- business time: what had happened until then is in it
  known_at timestamptz not null,
  -- null: the Schedule
  made_by text,
  primary key (id, version)
);
create index reports_by_day on reports (day desc, id, version desc);
grant select, insert on reports to app;
alter table reports enable row level security;
create policy by_scope on reports using ((select sees_all()) or jurisdiction = (select scope_place()));
select let_auditor_read();
