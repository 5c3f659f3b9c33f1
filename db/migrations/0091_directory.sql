-- Up Migration
-- 两目录一系统: which institutions, platforms, courses and training projects a place lists, and since when. Nothing is deleted: what is overtaken is closed.

-- A file that somebody uploaded; its rows are in force once another person has decided.
create table directory_imports (
  id text primary key,
  jurisdiction text not null,
  -- in the file, and of these the right ones
  rows integer not null,
  accepted integer not null,
  status text not null default 'proposed' check (status in ('proposed', 'listed', 'refused')),
  by_subject text not null,
  -- business time, as the other one
  at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index directory_imports_in_order on directory_imports (jurisdiction, at desc, id desc);

-- 征集: a platform or course that somebody submits for recommendation. Approved, it is listed.
create table recommendations (
  id text primary key,
  jurisdiction text not null,
  claimant_kind text not null,
  claimant text not null,
  claimant_name text not null,
  -- as an entry has it
  entry jsonb not null,
  status text not null default 'submitted' check (status in ('submitted', 'approved', 'refused')),
  reason_code text,
  by_subject text not null,
  at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index recommendations_in_order on recommendations (jurisdiction, at desc, id desc);
create index recommendations_of_claimant on recommendations (claimant_kind, claimant, at desc, id desc);

create table directory_entries (
  id text primary key,
  -- who lists: it holds there and in the places under it
  jurisdiction text not null,
  kind text not null check (kind in ('training-institution', 'evaluation-institution', 'platform', 'course', 'project')),
  -- by which it is known: credit code, code of an occupation, or name as names are compared
  key text not null,
  name text not null,
  level text not null check (level in ('ministry-recommended', 'national', 'province', 'city', 'district')),
  -- qualification, ICP number, website, functions, occupation, regions …
  data jsonb not null,
  valid_from date not null,
  -- inclusive
  valid_to date,
  -- `superseded`: a later decision says something else of the same days
  status text not null check (status in ('proposed', 'listed', 'refused', 'superseded')),
  import_id text references directory_imports,
  recommendation_id text references recommendations
);
create index directory_entries_in_order on directory_entries (name collate "C", id collate "C") where status = 'listed';
create index directory_entries_by_key on directory_entries (kind, key) where status = 'listed';
create index directory_entries_of_import on directory_entries (import_id, id);

-- What a reviewer is told of a filing besides its form: compared with the directory in force on its day. It stops nothing.
create table filing_hints (
  claim_id text not null references claims,
  code text not null,
  detail jsonb not null,
  primary key (claim_id, code)
);

grant select, insert on directory_imports, directory_entries, recommendations to app;
grant update (status, decided_by, decided_at) on directory_imports to app;
grant update (status, reason_code, decided_by, decided_at) on recommendations to app;
grant update (status, valid_to) on directory_entries to app;
grant select, insert, delete on filing_hints to app;
alter table directory_imports enable row level security;
create policy by_scope on directory_imports using ((select sees_all()) or jurisdiction = (select scope_place()));
alter table directory_entries enable row level security;
create policy by_scope on directory_entries using ((select sees_all()) or jurisdiction = (select scope_place()));
alter table recommendations enable row level security;
create policy by_scope on recommendations using (
  (select sees_all()) or jurisdiction = (select scope_place())
  or (claimant_kind = (select scope_kind()) and claimant = (select scope_code())));
alter table filing_hints enable row level security;
create policy by_scope on filing_hints using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));
select let_auditor_read();
