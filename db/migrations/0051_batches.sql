-- Up Migration
-- A bank's answer is kept first and checked as a whole then; one that is refused leaves nothing behind.
alter table bank_imports add column accepted_at timestamptz;
grant update, delete on bank_imports to app;
grant delete on bank_import_rows to app;
-- {"reason"}: what the bank says in words; it may name people.
alter table bank_import_rows add column personal jsonb;

-- Batches walk the payable lines claim by claim (lines_payable_of_claim); this one misled the planner into reading all of them each time.
drop index lines_payable;

-- When the claim was told that the bank has answered.
alter table payments add column told_at timestamptz;
create index payments_untold on payments (disbursement_id, id) where status = 'paid' and told_at is null;
update payments set told_at = paid_at where status = 'paid';

-- What was in the payment that came back: [{"ref","component","amountFen"}], or empty for an advance. Its lines join another payment later.
alter table payment_returns add column items jsonb not null default '[]';
-- What happened to it, in order: [{"act","by","at","dossierId"}]. An act that comes twice is written once.
alter table payment_returns add column acts jsonb not null default '[]';
