-- Up Migration
-- What a finding rests on, and with which other claims it was found: those are told to officials only.
alter table findings add column source text, add column others text[] not null default '{}';
select let_auditor_read();
