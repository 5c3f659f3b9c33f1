-- Up Migration
-- An answer of the bank that was only looked at: nothing of it is booked unless it is handed in.
alter table bank_imports add column preview boolean not null default false;
select let_auditor_read();
