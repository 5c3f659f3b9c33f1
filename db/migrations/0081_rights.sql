-- Up Migration
-- What a person may ask for: that data about them is told, put right, and not kept without a claim.

-- Every roster with which a claim was filed, also one that a corrected filing took the place of: they are erased with the claim.
-- A roster that stands here nowhere was uploaded and never filed.
create table filed_rosters (
  claim_id text not null references claims,
  roster_id text not null references rosters,
  primary key (claim_id, roster_id)
);
create index filed_rosters_by_roster on filed_rosters (roster_id);
insert into filed_rosters select id, roster_id from claims c where exists (select from rosters r where r.id = c.roster_id);
grant select, insert on filed_rosters to app;
alter table filed_rosters enable row level security;
create policy by_scope on filed_rosters using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));
create or replace function is_filed(roster text) returns boolean language sql stable parallel safe
  return scope_place() is not null and exists (select from filed_rosters f where f.roster_id = $1);
create index files_by_age on files (at);
grant delete on files to app;

-- What was put right in what is held about a person, for whom it may explain something later.
create table person_corrections (
  id text primary key,
  person_id uuid not null references people,
  jurisdiction text not null,
  -- names of what was corrected, sorted: mobile, name, platformAccount
  fields text[] not null,
  -- {"before": [{"rosterId", "ref", …}], "after": {…}, "reason"}
  personal jsonb not null,
  by_subject text not null,
  -- business time
  at timestamptz not null
);
create index person_corrections_of_person on person_corrections (person_id, at);
grant select, insert, update (personal) on person_corrections to app;
alter table person_corrections enable row level security;
create policy by_scope on person_corrections using ((select sees_all()) or jurisdiction = (select scope_place()));
select let_auditor_read();
