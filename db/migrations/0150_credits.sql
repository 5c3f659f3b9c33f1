-- Up Migration
-- 学分银行: what people learnt, counted in credits across claims, enterprises and places; what they were told of it, and what it was used for.

-- What one class gave one person.
create table credit_entries (
  claim_id text not null references claims,
  person_id uuid not null references people,
  ref text not null,
  class_hours int not null check (class_hours >= 0),
  credits int not null check (credits >= 0),
  -- kind of the certificate that the class ended with
  certificate text,
  -- business time
  earned_at timestamptz not null,
  status text not null default 'standing' check (status in ('standing', 'withdrawn')),
  withdrawn_at timestamptz,
  -- fraud, objection-upheld, decided-anew
  withdrawn_reason text,
  -- once per class and person, whatever is repeated
  primary key (claim_id, person_id),
  check ((status = 'withdrawn') = (withdrawn_at is not null and withdrawn_reason is not null))
);
create index credit_entries_of_person on credit_entries (person_id);
grant select, insert, update on credit_entries to app;
alter table credit_entries enable row level security;
create policy by_scope on credit_entries using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

-- What somebody was told about their credits.
create table credit_statements (
  id text primary key,
  -- random: who has the paper can ask whether it is true
  code text not null unique,
  person_id uuid not null references people,
  jurisdiction text not null,
  earned int not null,
  used int not null,
  -- SHA-256 of everything that it counts
  sha256 text not null,
  issued_by text not null,
  -- business time
  issued_at timestamptz not null
);
create index credit_statements_of_person on credit_statements (person_id);
grant select, insert, update (earned, used, sha256) on credit_statements to app;
alter table credit_statements enable row level security;
create policy by_scope on credit_statements using ((select sees_all()) or jurisdiction = (select scope_place()));

-- 免试、加分: one person proposes, another one decides.
create table credit_certificates (
  id text primary key,
  person_id uuid not null references people,
  jurisdiction text not null,
  exam text not null,
  -- as the place's table said when it was proposed
  use text not null check (use in ('exemption', 'bonus-points')),
  credits int not null check (credits > 0),
  bonus_points int,
  source text not null,
  status text not null default 'proposed' check (status in ('proposed', 'issued', 'refused')),
  -- set when it is issued
  code text unique,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  check ((status = 'issued') = (code is not null)),
  check ((status = 'proposed') = (decided_by is null))
);
-- once per person and examination
create unique index credit_certificates_once on credit_certificates (person_id, jurisdiction, exam) where status <> 'refused';
create index credit_certificates_by_place on credit_certificates (jurisdiction, proposed_at desc, id);
grant select, insert, update (status, code, decided_by, decided_at) on credit_certificates to app;
alter table credit_certificates enable row level security;
create policy by_scope on credit_certificates using ((select sees_all()) or jurisdiction = (select scope_place()));
select let_auditor_read();
