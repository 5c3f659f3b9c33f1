-- Up Migration
-- Who was shown what about whom, and why; and who turned a key of the system. Appended only, each row chained to the one before it by its hash.
-- Nothing in it tells who a person is: persons are named by `people.person_id`.

create table audit_log (
  seq bigint primary key,
  -- real time, which no rehearsal moves
  at timestamptz not null,
  business_at timestamptz not null,
  -- null: a token that was refused says nothing that can be believed
  actor text,
  role text,
  -- the one place that the actor sees
  jurisdiction text,
  api_key text,
  act text not null,
  -- of what it is about; null: of none, or of several
  place text,
  claim_id text,
  -- what else it is about: ids of a batch, a document, a payment, a workflow, a key
  concerns text[] not null,
  persons uuid[] not null,
  -- the task in hand, or `outside-task`
  purpose text not null,
  request_id text not null,
  -- `shown`, `asked`, `done`, or the code of the refusal
  outcome text not null,
  previous_hash text not null,
  hash text not null
);
create index audit_log_of_claim on audit_log (claim_id, seq);
create index audit_log_of_actor on audit_log (actor, seq);
create index audit_log_of_person on audit_log using gin (persons);

-- Where the chain ends: whoever appends waits here for whoever came before.
create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function audit_is_append_only();

grant select, insert on audit_log to app;
grant select on audit_head to app;
grant update (seq, hash) on audit_head to app;
select let_auditor_read();
