-- Up Migration
-- Entitlements, caps, batches and the ledger. All sums in fen.

-- What one person brings in one claim, per component (training subsidy, living allowance).
create table lines (
  claim_id text not null references claims,
  ref text not null,
  component text not null,
  fund text not null,
  person_id text not null,
  eligible boolean not null,
  amount_fen bigint not null check (amount_fen >= 0),
  class_hours int,
  code text,
  source text,
  messages jsonb,
  trace jsonb not null,
  -- fixed: entitlement stands. payable: joins the next batch. in-batch, paid. fallen: gone, the reason says why.
  status text not null check (status in ('fixed', 'payable', 'in-batch', 'paid', 'fallen')),
  fallen_reason text,
  -- claims that had taken the room under a cap; shown to officials only
  taken_by text[] not null default '{}',
  -- the part that an advance had already paid
  advance_offset_fen bigint not null default 0 check (advance_offset_fen between 0 and amount_fen),
  payable_at timestamptz,
  payment_id text,
  primary key (claim_id, ref, component)
);
create index lines_payable on lines (fund, payable_at) where status = 'payable';
create index lines_of_person on lines (person_id);
create index lines_of_payment on lines (payment_id);

create table advances (
  claim_id text primary key references claims,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  trace jsonb not null,
  status text not null check (status in ('payable', 'in-batch', 'paid', 'fallen')),
  payable_at timestamptz not null,
  paid_at timestamptz,
  payment_id text,
  settled_fen bigint not null default 0 check (settled_fen between 0 and amount_fen)
);

-- Room taken under a cap that a person shares across claims.
create table cap_uses (
  scope text not null,
  person_id text not null,
  claim_id text not null references claims,
  ref text not null,
  amount_fen bigint not null default 0,
  occupation text,
  level int,
  status text not null check (status in ('reserved', 'released')),
  primary key (scope, person_id, claim_id, ref)
);
create index cap_uses_of_claim on cap_uses (claim_id);

create table recoveries (
  id text primary key,
  claim_id text not null references claims,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  repaid_fen bigint not null default 0,
  reason text not null,
  status text not null default 'open' check (status in ('open', 'repaid')),
  opened_at timestamptz not null
);
create index recoveries_of_claim on recoveries (claim_id);

-- One batch per jurisdiction, fund and month.
create table disbursements (
  id text primary key,
  jurisdiction text not null,
  fund text not null,
  period text not null,
  workflow_id text not null,
  status text not null check (status in ('formed', 'submitted', 'approved', 'refused', 'settled')),
  formed_at timestamptz not null,
  submitted_by text,
  submitted_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  unique (jurisdiction, fund, period)
);

-- One bank transfer: everything one claim gets from one batch.
create table payments (
  id text primary key,
  disbursement_id text not null references disbursements,
  claim_id text not null references claims,
  kind text not null check (kind in ('advance', 'lines')),
  amount_fen bigint not null check (amount_fen > 0),
  status text not null check (status in ('formed', 'approved', 'paid', 'dropped')),
  -- {"bankName","accountName","accountNumber"}
  personal jsonb not null,
  paid_at timestamptz
);
create index payments_of_batch on payments (disbursement_id);
create index payments_of_claim on payments (claim_id);

-- A posting set: balanced entries that stand or fall together, chained by hash per jurisdiction and fund.
create table ledger_sets (
  jurisdiction text not null,
  fund text not null,
  seq bigint not null,
  -- what caused it; posting the same cause twice is refused
  cause text not null unique,
  kind text not null,
  claim_id text,
  at timestamptz not null,
  previous_hash text not null,
  hash text not null,
  primary key (jurisdiction, fund, seq)
);
create index ledger_sets_of_claim on ledger_sets (claim_id);

create table ledger_entries (
  jurisdiction text not null,
  fund text not null,
  seq bigint not null,
  entry_no int not null,
  account text not null,
  debit_fen bigint not null default 0 check (debit_fen >= 0),
  credit_fen bigint not null default 0 check (credit_fen >= 0),
  ref text,
  primary key (jurisdiction, fund, seq, entry_no),
  foreign key (jurisdiction, fund, seq) references ledger_sets,
  check ((debit_fen = 0) <> (credit_fen = 0))
);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: correct by a reversal posting';
end $$;
create trigger ledger_sets_append_only before update or delete or truncate on ledger_sets
  for each statement execute function ledger_is_append_only();
create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function ledger_is_append_only();

create function ledger_set_balances() returns trigger language plpgsql as $$
declare difference bigint;
begin
  select coalesce(sum(debit_fen) - sum(credit_fen), 1) into difference from ledger_entries e
    where e.jurisdiction = new.jurisdiction and e.fund = new.fund and e.seq = new.seq;
  if difference <> 0 then
    raise exception 'posting set %/%/% does not balance', new.jurisdiction, new.fund, new.seq;
  end if;
  return null;
end $$;
create constraint trigger ledger_set_balances after insert on ledger_sets deferrable initially deferred
  for each row execute function ledger_set_balances();
-- also on entries, so that nothing can be added to a set later
create constraint trigger ledger_entries_balance after insert on ledger_entries deferrable initially deferred
  for each row execute function ledger_set_balances();

grant select, insert, update on lines, advances, cap_uses, recoveries, disbursements, payments to app;
grant select, insert on ledger_sets, ledger_entries to app;

-- Where the claim's money goes; the newest account that the claimant has given.
create table payees (
  claim_id text primary key references claims,
  -- {"bankName","accountName","accountNumber","bankCode"}
  personal jsonb not null,
  given_at timestamptz not null
);
grant select, insert, update on payees to app;
