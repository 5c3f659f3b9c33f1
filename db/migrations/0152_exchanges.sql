-- Up Migration
-- 信息共享: files for other authorities, by the agreement of a place. One person proposes, another one decides. What was in a file is not kept: its hash
-- and counts are, and the audit log says whose data went.

create table exchanges (
  id text primary key,
  jurisdiction text not null,
  partner text not null,
  -- days on which credits were earned, both inclusive
  from_on date not null,
  to_on date not null check (from_on <= to_on),
  -- as the place's table said when it was proposed
  agreement jsonb not null,
  source text not null,
  -- of the file that was proposed
  sha256 text not null,
  persons int not null,
  rows int not null,
  status text not null default 'proposed' check (status in ('proposed', 'approved', 'refused')),
  proposed_by text not null,
  -- business time
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  check ((status = 'proposed') = (decided_by is null))
);
create index exchanges_by_place on exchanges (jurisdiction, proposed_at desc, id);
grant select, insert, update (status, decided_by, decided_at) on exchanges to app;
alter table exchanges enable row level security;
create policy by_scope on exchanges using ((select sees_all()) or jurisdiction = (select scope_place()));
select let_auditor_read();
