-- Up Migration
-- What happens to money after it was promised: consumed caps, batches of any size, the bank's answers, returns (退票), recoveries (追回),
-- heads and closings of the ledger. All sums in fen.

-- A returned line waits for a corrected account; a revoked one was paid and is recovered.
alter table lines drop constraint lines_status_check;
alter table lines add check (status in ('fixed', 'payable', 'in-batch', 'paid', 'returned', 'fallen', 'revoked'));
-- `recovery_id`: the recovery that revoked it. `basis`: what the calculation knew of other claims, so that it can be repeated.
alter table lines add column recovery_id text, add column basis jsonb;
create index lines_payable_of_claim on lines (fund, claim_id) where status = 'payable';

-- Of the calculation when the entitlements were fixed.
alter table claims add column trace_hash text;

alter table advances drop constraint advances_status_check;
alter table advances add check (status in ('payable', 'in-batch', 'paid', 'returned', 'fallen'));
create index advances_payable on advances (fund, claim_id) where status = 'payable';

alter table cap_uses drop constraint cap_uses_status_check;
alter table cap_uses add check (status in ('reserved', 'consumed', 'released'));
update cap_uses u set status = 'consumed' where status = 'reserved'
  and exists (select from lines l where l.claim_id = u.claim_id and l.ref = u.ref and l.status = 'paid');

-- Batches are formed and booked in chunks: `forming` says how far that is.
alter table disbursements drop constraint disbursements_status_check;
alter table disbursements add check (status in ('forming', 'formed', 'submitted', 'approved', 'refused', 'settled'));
alter table disbursements
  -- up to when what became payable is taken up
  add column until_at timestamptz,
  -- pinned when the batch is formed: the format of the file for the bank
  add column bank_file_format text not null default 'csv';

alter table payments drop constraint payments_status_check;
alter table payments add check (status in ('formed', 'approved', 'paid', 'returned', 'refused', 'dropped'));
alter table payments
  add column returned_at timestamptz,
  -- why it was refused or returned
  add column reason_code text;
create index payments_unanswered on payments (disbursement_id) where status = 'approved';

-- A bank's answer as it was handed in: kept whole, booked row by row.
create table bank_imports (
  id text primary key,
  disbursement_id text not null references disbursements,
  sha256 text not null,
  format text not null,
  rows int not null,
  by_subject text not null,
  at timestamptz not null
);
create index bank_imports_of_batch on bank_imports (disbursement_id, at);

create table bank_import_rows (
  import_id text not null references bank_imports,
  row_no int not null,
  payment_id text not null,
  status text not null check (status in ('paid', 'returned', 'pending')),
  amount_fen bigint not null,
  reason_code text,
  -- null until it is on the books; a row that says nothing new is booked with its import
  booked_at timestamptz,
  primary key (import_id, row_no)
);
create index bank_import_rows_unbooked on bank_import_rows (import_id, row_no) where booked_at is null;

-- 退票: a payment that came back. The claimant corrects the account, a second person confirms, and the money joins the next batch.
create table payment_returns (
  id text primary key,
  payment_id text not null unique references payments,
  claim_id text not null references claims,
  jurisdiction text not null,
  fund text not null,
  amount_fen bigint not null check (amount_fen > 0),
  workflow_id text not null unique,
  -- business time of its workflow = workflow time + this; null until it is started
  clock_offset_ms bigint,
  status text not null check (status in ('correction', 'confirmation', 'corrected', 'overtaken')),
  reason_code text,
  opened_at timestamptz not null,
  due_at timestamptz,
  overdue boolean not null default false,
  corrected_by text,
  corrected_at timestamptz,
  -- the corrected account: {"bankName","accountName","accountNumber","bankCode"}
  personal jsonb,
  confirmed_by text,
  confirmed_at timestamptz,
  closed boolean not null default false
);
create index payment_returns_open on payment_returns (jurisdiction, status) where not closed;
create index payment_returns_of_claim on payment_returns (claim_id);

-- 追回
alter table recoveries drop constraint recoveries_status_check;
alter table recoveries add check (status in ('open', 'overdue', 'repaid', 'cancelled'));
alter table recoveries add check (repaid_fen between 0 and amount_fen);
alter table recoveries
  add column jurisdiction text,
  add column workflow_id text unique,
  -- business time of its workflow = workflow time + this; null until it is started
  add column clock_offset_ms bigint,
  add column finding_id text,
  add column due_at timestamptz,
  -- how many acts it has taken; one that runs twice is written once
  add column act_no int not null default 0,
  -- the figures that it runs by, pinned when it is opened
  add column rules jsonb,
  add column listing text not null default 'none' check (listing in ('none', 'proposed', 'listed', 'spared')),
  add column closed boolean not null default false;
update recoveries r set jurisdiction = c.jurisdiction from claims c where c.id = r.claim_id;
alter table recoveries alter column jurisdiction set not null;
create index recoveries_open on recoveries (jurisdiction, status) where not closed;

-- What happened to a recovery, in order. The primary key makes an act that runs twice happen once.
create table recovery_acts (
  recovery_id text not null references recoveries,
  n int not null,
  act text not null,
  by_subject text not null,
  at timestamptz not null,
  detail jsonb not null default '{}',
  result jsonb not null,
  primary key (recovery_id, n)
);

create table instalments (
  recovery_id text not null references recoveries,
  no int not null,
  due_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (recovery_id, no)
);

-- Money that came back: reported by one person, confirmed by another, then on the books.
create table repayments (
  id text primary key,
  recovery_id text not null references recoveries,
  amount_fen bigint not null check (amount_fen > 0),
  received_on date not null,
  -- the bank's own number of the transfer: the same money is never booked twice
  bank_reference text not null unique,
  status text not null check (status in ('reported', 'confirmed', 'refused')),
  reported_by text not null,
  reported_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index repayments_of_recovery on repayments (recovery_id);

-- Somebody found that money was had by fraud; a second person rules.
create table fraud_findings (
  id text primary key,
  claim_id text not null references claims,
  jurisdiction text not null,
  -- persons concerned; null: the whole claim
  refs text[],
  reason_code text not null,
  -- {"reason"}
  personal jsonb not null,
  status text not null check (status in ('open', 'upheld', 'dismissed')),
  reported_by text not null,
  reported_at timestamptz not null,
  ruled_by text,
  ruled_at timestamptz
);
create index fraud_findings_of_claim on fraud_findings (claim_id);
create index fraud_findings_open on fraud_findings (jurisdiction) where status = 'open';

-- 失信名单: who did not repay. Proposed by one person, decided by another.
create table credit_listings (
  recovery_id text primary key references recoveries,
  jurisdiction text not null,
  claimant_kind text not null,
  claimant text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  status text not null check (status in ('proposed', 'listed', 'spared'))
);
create index credit_listings_of_claimant on credit_listings (claimant_kind, claimant) where status = 'listed';

-- The end of each chain: a chain that was cut off is shorter than its head says. Its row is the lock under which a chain grows.
create table ledger_heads (
  jurisdiction text not null,
  fund text not null,
  seq bigint not null,
  hash text not null,
  primary key (jurisdiction, fund)
);
insert into ledger_heads (jurisdiction, fund, seq, hash)
select distinct on (jurisdiction, fund) jurisdiction, fund, seq, hash from ledger_sets order by jurisdiction, fund, seq desc;

-- The month to which a posting set belongs: that of its instant, or the first open one when that is closed already.
alter table ledger_sets add column period text;

-- A closed month: nothing is posted into it any more. `hash` is the chain's at that moment, an anchor to keep elsewhere.
create table ledger_closings (
  jurisdiction text not null,
  fund text not null,
  period text not null,
  seq bigint not null,
  hash text not null,
  -- [{"account","openingFen","debitFen","creditFen","closingFen"}]
  trial_balance jsonb not null,
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (jurisdiction, fund, period)
);
create trigger ledger_closings_append_only before update or delete or truncate on ledger_closings
  for each statement execute function ledger_is_append_only();

grant select, insert, update on payment_returns, repayments, fraud_findings, credit_listings, ledger_heads to app;
grant select, insert on bank_imports, recovery_acts, ledger_closings to app;
grant select, insert, update on bank_import_rows to app;
grant select, insert, delete on instalments to app;
