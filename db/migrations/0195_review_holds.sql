-- Up Migration
-- Who of the reviewers has which claim on the desk, and who stands in for whom. A hold keeps two people from deciding at once; it decides nothing.

-- Accounts that have worked as a reviewer of a place: the system keeps no accounts of its own.
create table reviewers (
  jurisdiction text not null,
  subject text not null,
  -- real time, to the day
  seen_at timestamptz not null,
  primary key (jurisdiction, subject)
);
grant select, insert, update on reviewers to app;
alter table reviewers enable row level security;
create policy by_scope on reviewers using ((select sees_all()) or jurisdiction = (select scope_place()));

-- One per claim, until it is over, given back, or the claim has moved on.
create table review_holds (
  claim_id text primary key references claims,
  held_by text not null,
  -- who handed it over; null: taken by who holds it
  given_by text,
  -- real time: somebody sits at a desk
  since timestamptz not null,
  until timestamptz not null
);
create index review_holds_of_reviewer on review_holds (held_by);
grant select, insert, update, delete on review_holds to app;
alter table review_holds enable row level security;
create policy by_scope on review_holds using ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

create table review_absences (
  id text primary key,
  jurisdiction text not null,
  subject text not null,
  substitute text not null,
  -- both inclusive, business days in Shanghai
  first_day date not null,
  last_day date not null,
  entered_by text not null,
  -- business time
  entered_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  foreign key (jurisdiction, subject) references reviewers,
  foreign key (jurisdiction, substitute) references reviewers,
  check (first_day <= last_day and subject <> substitute)
);
create index review_absences_of_substitute on review_absences (jurisdiction, substitute, last_day) where ended_at is null;
grant select, insert on review_absences to app;
grant update (ended_by, ended_at) on review_absences to app;
alter table review_absences enable row level security;
create policy by_scope on review_absences using ((select sees_all()) or jurisdiction = (select scope_place()));
-- What each of them has decided lately.
create index transitions_decided on transitions (at) where decision is not null;

select let_auditor_read();
