-- Up Migration
-- What was erased of a claim when its time was over: how much of it, by which law. Amounts, lines, acts and the keyed hash of a person stay.

create table erasures (
  claim_id text primary key references claims,
  -- business time
  erased_at timestamptz not null,
  kept_until timestamptz not null,
  -- {"value","from","source"}: the pinned figure
  law jsonb not null,
  -- {"roster_rows.personal": 3, …}: rows that held something
  counts jsonb not null
);
create function erasures_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was erased stays on record';
end $$;
create trigger erasures_append_only before update or delete or truncate on erasures
  for each statement execute function erasures_stay();
grant select, insert on erasures to app;
-- Emptying is all that is ever done to them.
grant update (personal) on dossiers, objections, fraud_findings, payees, payments, payment_returns, bank_import_rows, outbox, people, roster_rows to app;
grant delete on idempotency_keys to app;

alter table erasures enable row level security;
create policy by_scope on erasures using ((select sees_all()) or sees_claim(claim_id));
select let_auditor_read();
