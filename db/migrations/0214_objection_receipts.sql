-- Up Migration
-- By it the objector, whom nobody else knows, asks what became of the objection. The claimant reads an objection's number; the receipt is told once.
alter table objections add column receipt text unique;
select let_auditor_read();
