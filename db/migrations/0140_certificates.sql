-- Up Migration
-- The certificates with which people were applied for. They stay when a claim's dossier is erased, without their numbers: the keyed hash tells
-- whether one is used again.

create table certificates (
  claim_id text not null references claims,
  ref text not null,
  person_id uuid not null references people,
  kind text not null,
  level int,
  occupation text,
  issued_on date not null,
  -- keyed hash of kind and number
  number_index text not null,
  -- {"number"}
  personal jsonb not null,
  -- none: no register is asked
  verification text not null check (verification in ('none', 'waiting', 'confirmed', 'refuted')),
  -- certificate-not-found, certificate-mismatch, certificate-revoked
  refutation text,
  -- real time
  checked_at timestamptz,
  -- by which the register finds its answer again
  reference text,
  attempts int not null default 0,
  next_try_at timestamptz not null default now(),
  -- a code
  last_error text,
  primary key (claim_id, ref)
);
create index certificates_by_number on certificates (number_index);
create index certificates_of_person on certificates (person_id);
create index certificates_waiting on certificates (next_try_at) where verification = 'waiting';
grant select, insert, update, delete on certificates to app;
alter table certificates enable row level security;
create policy by_scope on certificates using ((select sees_all()) or sees_claim(claim_id))
  with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));

-- Why a finding was cleared: the code here, the words in the decision that did it.
alter table findings add column reason_code text, add column dossier_id text;

-- The hash of a number stays with who holds its key.
create or replace function let_auditor_read_columns() returns void language plpgsql as $$
declare shown record;
begin
  if not exists (select from pg_roles where rolname = 'auditor') then
    return;
  end if;
  grant usage on schema public to auditor;
  for shown in
    select c.table_name, string_agg(quote_ident(c.column_name), ', ') as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      -- what is in them is secret, personal, a document, or may quote one
      and c.table_name <> 'settings' and c.column_name <> 'personal' and c.data_type <> 'bytea'
      and (c.table_name, c.column_name) not in (('idempotency_keys', 'answer'), ('api_keys', 'sha256'),
        ('people', 'id_number_index'), ('certificates', 'number_index'), ('outbox', 'last_error'))
    group by c.table_name
  loop
    execute format('grant select (%s) on %I to auditor', shown.columns, shown.table_name);
  end loop;
end $$;
select let_auditor_read();
