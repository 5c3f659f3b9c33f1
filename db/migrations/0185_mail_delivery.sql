-- Up Migration
-- To whom a mail goes, as a role, so that what became of it can be told without its address; and when the mail server refused it for good.
alter table outbox add column addressee text, add column bounced_at timestamptz;
update outbox set addressee = case
  when params ? 'reportId' then 'report'
  when params ? 'disbursementId' then 'finance'
  when params ? 'drawId' then 'supervisor'
  when template = 'repaidTooMuch' then 'finance'
  else coalesce(substring(once_key from '/(reviewer|supervisor|inspector|finance)$'), 'claimant') end;
alter table outbox alter column addressee set not null,
  add check (addressee in ('claimant', 'reviewer', 'supervisor', 'inspector', 'finance', 'report'));
drop index outbox_unsent;
create index outbox_unsent on outbox (next_try_at) where sent_at is null and bounced_at is null;
create index outbox_bounced on outbox (id) where bounced_at is not null;
select let_auditor_read();
