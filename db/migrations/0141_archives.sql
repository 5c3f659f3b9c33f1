-- Up Migration
-- What the dossier of a closed claim was, as hashes: an archive that is made later proves to be the same, and what is left of it after an erasure too.

create table archives (
  claim_id text not null references claims,
  -- money may move after the end: each state of the dossier has its own
  no int not null,
  -- business time; the last thing that had happened to the claim or its money
  closed_at timestamptz not null,
  -- until when the dossier is kept if nothing else happens
  kept_until timestamptz not null,
  -- of the entries below
  sha256 text not null,
  -- [{"path", "sha256", "audience"}], in the order of the archive; nothing personal
  entries jsonb not null,
  primary key (claim_id, no)
);
create function archives_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what a dossier was stays on record';
end $$;
create trigger archives_append_only before update or delete or truncate on archives
  for each statement execute function archives_stay();
grant select, insert on archives to app;
alter table archives enable row level security;
-- It tells that there is something for officials only.
create policy by_scope on archives using ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)));
select let_auditor_read();
