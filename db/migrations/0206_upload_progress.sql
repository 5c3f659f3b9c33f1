-- Up Migration
-- How far a long attempt has come, for whoever waits for it: {"phase", "rows", "percent"}. Nobody's data.
alter table idempotency_keys add column progress jsonb;
select let_auditor_read();
