-- Who saves a draft that somebody has saved since they opened it is told so.
alter table drafts add column version integer not null default 1 check (version > 0);
select let_auditor_read();
