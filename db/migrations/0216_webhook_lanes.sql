-- Up Migration
-- Who is being told at this moment: a sender has taken the delivery until then (real time), and lets go of it when it knows what became of it.
alter table webhook_deliveries add column taken_until timestamptz;
create index webhook_deliveries_taken on webhook_deliveries (taken_until) where taken_until is not null;
grant update (taken_until) on webhook_deliveries to app;
select let_auditor_read();
