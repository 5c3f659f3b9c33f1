-- Up Migration
-- The place's own register of people who train, by real name: one record per person and place, and the first one stands.

create table registrations (
  jurisdiction text not null,
  person_id uuid not null references people,
  registered_on date not null,
  -- of the person, as the place calls it
  category text,
  source text not null check (source in ('claimant', 'official')),
  by_subject text not null,
  -- business time
  at timestamptz not null,
  primary key (jurisdiction, person_id)
);
create index registrations_of_person on registrations (person_id);
grant select, insert, delete on registrations to app;
alter table registrations enable row level security;
create policy by_scope on registrations using ((select sees_all()) or jurisdiction = (select scope_place()));
-- Who is registered is known to the place, also before any roster names them.
create function is_registered(id uuid) returns boolean language sql stable parallel safe
  return scope_place() is not null and exists (select from registrations r where r.person_id = $1);
create policy of_register on people for select using (is_registered(person_id));
select let_auditor_read();
