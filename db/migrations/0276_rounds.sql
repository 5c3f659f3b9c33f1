-- Up Migration
-- What one of all workers looks through, whichever comes first. Real time: no person and no business time is in it.
create table rounds (
  name text primary key,
  due_at timestamptz not null
);

alter table rounds enable row level security;
create policy of_system on rounds using ((select is_system()));
grant select, insert, update on rounds to app;
select let_auditor_read();
