-- Up Migration
-- What people hand in before any rule speaks: rosters, files, forms, and the keys that make repeating safe.
-- Personal data stays in columns named `personal` and in table `people`.

-- Small facts of the installation, such as the key pair of the rehearsal's token issuer.
create table settings (
  key text primary key,
  value jsonb not null
);

-- One attempt of one act. Unfinished: running until `lease_until`, or failed on our side and repeatable with the same body.
create table idempotency_keys (
  subject text not null,
  route text not null,
  key text not null,
  -- null while a streamed body is still arriving
  body_sha256 text,
  -- of the act: the same for every attempt until one is answered; ids of what the act makes derive from it
  act_id text not null,
  attempt text not null,
  lease_until timestamptz not null,
  status int,
  location text,
  answer jsonb,
  claimed_at timestamptz not null default now(),
  primary key (subject, route, key)
);

create table files (
  id text primary key,
  owner text not null,
  content_type text not null,
  bytes int not null,
  sha256 text not null,
  content bytea not null,
  -- {"name"}
  personal jsonb not null,
  at timestamptz not null default now()
);

-- One row per human being, found again by a keyed hash of the ID number.
create table people (
  person_id uuid primary key default gen_random_uuid(),
  id_number_index text not null unique,
  birth_date date,
  -- {"idNumber","name"}
  personal jsonb not null
);

create table rosters (
  id text primary key,
  owner text not null,
  jurisdiction text,
  programme text,
  rows int not null,
  accepted int not null,
  at timestamptz not null default now()
);

create table roster_rows (
  roster_id text not null references rosters,
  row_no int not null,
  ref text not null,
  person_id uuid not null references people,
  relation text not null,
  sex text,
  hired_on date,
  insured_from date,
  contract text,
  -- 以工代训 subsidy received for this person
  work_training_subsidy_fen bigint,
  registered_on date,
  planned_certificate jsonb,
  allowance_category text,
  -- {"name","idNumber","mobile","platformAccount"}
  personal jsonb not null,
  primary key (roster_id, row_no),
  unique (roster_id, ref)
);
create index roster_rows_of_person on roster_rows (person_id);

-- What was submitted with an act: forms, reasons, bank accounts. Histories hold only the id.
create table dossiers (
  id text primary key,
  claim_id text not null,
  kind text not null,
  personal jsonb not null,
  sha256 text not null,
  by_subject text not null,
  at timestamptz not null default now()
);
create index dossiers_of_claim on dossiers (claim_id, at);

grant select, insert, update, delete on idempotency_keys to app;
grant select, insert, update on settings, files, people to app;
grant select, insert, update, delete on dossiers to app;
grant select, insert, delete on rosters, roster_rows to app;
