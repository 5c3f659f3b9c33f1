-- Up Migration
-- Who may not call any more, whatever their token says. Set by one administrator, lifted by another.
create table account_blocks (
  id text primary key,
  subject text not null,
  -- where it holds: in the place of who has set it; null: everywhere, set by an administrator of all places
  jurisdiction text,
  reason_code text not null,
  blocked_by text not null,
  blocked_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  check ((lifted_by is null) = (lifted_at is null)),
  check (lifted_by <> blocked_by)
);
create unique index account_blocks_standing on account_blocks (subject, coalesce(jurisdiction, '')) where lifted_at is null;

alter table account_blocks enable row level security;
create policy of_system on account_blocks using ((select is_system()));
grant select, insert on account_blocks to app;
grant update (lifted_by, lifted_at) on account_blocks to app;
select let_auditor_read();
