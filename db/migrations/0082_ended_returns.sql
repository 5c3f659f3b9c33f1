-- Up Migration
-- A return that is closed from outside (what was in it fell) is over before its workflow knows it. `ended`: the workflow has heard.

alter table payment_returns add column ended boolean not null default false;
update payment_returns set ended = true where closed and status = 'corrected';
select let_auditor_read();
