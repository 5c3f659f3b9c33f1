-- Up Migration
-- A second wall behind the API's own checks: what a connection sees and writes is decided by its setting `app.scope`, row by row. db/scope.ts
-- writes it: `system`, `all` (officials of no place), `place:<jurisdiction>`, `claimant:<kind>:<code>`. Unset, nothing is visible.
-- What claimants write without a workflow is what they hand in; of their claims and money they read.
-- In every policy the cheap conditions come first, and once per statement; what looks into another table is asked only where they fail.
-- Policies of one table are asked in the order of their names: `by_scope` is the first.

create function is_system() returns boolean language sql stable parallel safe
  return coalesce(current_setting('app.scope', true), '') = 'system';
create function sees_all() returns boolean language sql stable parallel safe
  return coalesce(current_setting('app.scope', true), '') in ('system', 'all');
-- null: of no single place, or no claimant
create function scope_place() returns text language sql stable parallel safe
  return substring(current_setting('app.scope', true) from '^place:(.*)$');
create function scope_kind() returns text language sql stable parallel safe
  return substring(current_setting('app.scope', true) from '^claimant:([a-z]+):');
create function scope_code() returns text language sql stable parallel safe
  return substring(current_setting('app.scope', true) from '^claimant:[a-z]+:(.*)$');
-- as rosters and files name their owner
create function scope_owner() returns text language sql stable parallel safe
  return substring(current_setting('app.scope', true) from '^claimant:(.*)$');

alter table claims enable row level security;
create policy by_scope on claims using (
  (select sees_all()) or jurisdiction = (select scope_place())
  or (claimant_kind = (select scope_kind()) and claimant = (select scope_code())))
  with check ((select sees_all()) or jurisdiction = (select scope_place()));

-- What belongs to a claim. Each function sees through the policies of the tables that it asks.
create function sees_claim(id text) returns boolean language sql stable parallel safe
  return exists (select from claims c where c.id = $1);

do $$
declare one text;
begin
  foreach one in array array['transitions', 'pins', 'learning_records', 'findings', 'public_notices', 'objections', 'external_runs', 'lines',
    'advances', 'cap_uses', 'payees', 'payments', 'payment_returns', 'recoveries']
  loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select sees_all()) or sees_claim(claim_id))
      with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)))', one);
  end loop;
end $$;

-- What belongs to a recovery.
create function sees_recovery(id text) returns boolean language sql stable parallel safe
  return exists (select from recoveries r where r.id = $1);

do $$
declare one text;
begin
  foreach one in array array['recovery_acts', 'instalments', 'repayments'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select sees_all()) or sees_recovery(recovery_id))
      with check ((select sees_all()) or ((select scope_place()) is not null and sees_recovery(recovery_id)))', one);
  end loop;
end $$;

alter table credit_listings enable row level security;
create policy by_scope on credit_listings using (
  (select sees_all()) or jurisdiction = (select scope_place())
  or (claimant_kind = (select scope_kind()) and claimant = (select scope_code())))
  with check ((select sees_all()) or jurisdiction = (select scope_place()));

-- What officials say of a claimant among themselves.
alter table fraud_findings enable row level security;
create policy by_scope on fraud_findings using ((select sees_all()) or jurisdiction = (select scope_place()));

-- Batches and the bank's answers are of a place. A claimant sees the batches that hold a payment of theirs, and what the bank said of it.
create function pays_claimant(batch text) returns boolean language sql stable parallel safe
  return exists (select from claims c join payments p on p.claim_id = c.id
    where c.claimant_kind = scope_kind() and c.claimant = scope_code() and p.disbursement_id = $1);
alter table disbursements enable row level security;
create policy by_scope on disbursements using ((select sees_all()) or jurisdiction = (select scope_place()));
create policy of_claimants on disbursements for select using (pays_claimant(id));

create function sees_import(id text) returns boolean language sql stable parallel safe
  return exists (select from bank_imports i where i.id = $1);
create function is_own_payment(id text) returns boolean language sql stable parallel safe
  return scope_code() is not null and exists (select from payments p where p.id = $1);
alter table bank_imports enable row level security;
create policy by_scope on bank_imports using (
  (select sees_all()) or exists (select from disbursements d where d.id = disbursement_id and d.jurisdiction = (select scope_place())));
alter table bank_import_rows enable row level security;
create policy by_scope on bank_import_rows using ((select sees_all()) or sees_import(import_id));
create policy of_claimants on bank_import_rows for select using (is_own_payment(payment_id));

-- The ledger is of a place. A claimant sees what was posted for a claim of theirs.
do $$
declare one text;
begin
  foreach one in array array['ledger_sets', 'ledger_entries', 'ledger_heads', 'ledger_closings'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select sees_all()) or jurisdiction = (select scope_place()))', one);
  end loop;
end $$;
create function is_own_set(jurisdiction text, fund text, seq bigint) returns boolean language sql stable parallel safe
  return scope_code() is not null
    and exists (select from ledger_sets s where s.jurisdiction = $1 and s.fund = $2 and s.seq = $3);
create policy of_claimants on ledger_sets for select using ((select scope_code()) is not null and sees_claim(claim_id));
create policy of_claimants on ledger_entries for select using (is_own_set(jurisdiction, fund, seq));

-- What was handed in. A submission belongs to a claim, or to what came of one.
create function sees_matter(id text) returns boolean language sql stable parallel safe
  return exists (select from claims c where c.id = $1) or exists (select from recoveries r where r.id = $1)
    or exists (select from payment_returns p where p.id = $1) or exists (select from fraud_findings f where f.id = $1)
    or exists (select from disbursements d where d.id = $1 and d.jurisdiction = scope_place());
create function sees_dossier(id text) returns boolean language sql stable parallel safe
  return exists (select from dossiers d where d.id = $1);
alter table dossiers enable row level security;
create policy by_scope on dossiers using ((select sees_all()) or sees_matter(claim_id));
alter table dossier_files enable row level security;
create policy by_scope on dossier_files using ((select sees_all()) or sees_dossier(dossier_id));

-- Files and rosters are of who uploaded them; officials of a place see those of its claims. `*` is everybody's specimen.
create function is_named(file text) returns boolean language sql stable parallel safe
  return scope_place() is not null and exists (select from dossier_files f where f.file_id = $1);
create function is_filed(roster text) returns boolean language sql stable parallel safe
  return scope_place() is not null and exists (select from claims c where c.roster_id = $1);
create index claims_by_roster on claims (roster_id);
alter table files enable row level security;
create policy by_scope on files using ((select sees_all()) or owner = (select scope_owner()));
create policy of_officials on files for select using (is_named(id));
create policy of_everybody on files for select using (owner = '*' and (select scope_owner() is not null or scope_place() is not null));
alter table rosters enable row level security;
create policy by_scope on rosters using ((select sees_all()) or owner = (select scope_owner()));
create policy of_officials on rosters for select using (is_filed(id));

create function sees_roster(id text) returns boolean language sql stable parallel safe
  return exists (select from rosters r where r.id = $1);
-- One row per human being, whoever names them: visible by a roster that is.
create function sees_person(id uuid) returns boolean language sql stable parallel safe
  return exists (select from roster_rows r where r.person_id = $1);
alter table roster_rows enable row level security;
create policy by_scope on roster_rows using ((select sees_all()) or sees_roster(roster_id));
alter table people enable row level security;
create policy by_scope on people for select using ((select sees_all()) or sees_person(person_id));
create policy of_system on people using ((select is_system()));

alter table api_keys enable row level security;
create policy by_scope on api_keys using (
  (select sees_all()) or (claimant_kind = (select scope_kind()) and claimant = (select scope_code())));

-- The system's own: kept answers, mails, secrets.
do $$
declare one text;
begin
  foreach one in array array['idempotency_keys', 'outbox', 'settings'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select is_system()))', one);
  end loop;
end $$;

-- An auditor sees every row of what its columns show; with a scope set, what that sees. Called again by a migration that adds a table.
alter function let_auditor_read() rename to let_auditor_read_columns;
create function let_auditor_read() returns void language plpgsql as $$
declare shown record;
begin
  perform let_auditor_read_columns();
  if not exists (select from pg_roles where rolname = 'auditor') then
    return;
  end if;
  for shown in
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'auditors')
  loop
    execute format('create policy auditors on %I for select to auditor using ((select coalesce(current_setting(''app.scope'', true), '''') = ''''))',
      shown.relname);
  end loop;
end $$;
select let_auditor_read();
