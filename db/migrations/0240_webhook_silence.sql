-- Up Migration
-- How often a webhook was not answered in time since it last answered anything: it is waited for less then.
alter table webhooks add column timeouts int not null default 0;
grant update (timeouts) on webhooks to app;
select let_auditor_read();
