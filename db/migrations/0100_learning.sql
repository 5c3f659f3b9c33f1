-- Up Migration
-- What training platforms tell of a class, event by event. Facts, written by the API; the claim's own moves fold them into learning records.

create table connectors (
  id text primary key,
  name text not null,
  -- for whose classes it may speak; empty: for those of every place
  jurisdictions text[] not null,
  made_by text not null,
  -- business time
  made_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz
);

-- Two may be valid while a platform changes over.
create table connector_secrets (
  connector_id text not null references connectors,
  no int not null,
  -- {"secret"}: no person's, and sealed as what is
  personal jsonb not null,
  made_by text not null,
  made_at timestamptz not null,
  revoked_by text,
  revoked_at timestamptz,
  primary key (connector_id, no)
);

create table learning_events (
  connector_id text not null references connectors,
  event_id text not null,
  claim_id text not null references claims,
  -- in which order the claim was told. Who writes holds the claim against its moves, so that what a fold has seen is everything up to a number.
  seq bigint generated always as identity,
  ref text not null,
  kind text not null,
  at timestamptz not null,
  -- of a lesson
  lesson text,
  started_at timestamptz,
  minutes int check (minutes >= 0),
  revision int,
  cancelled boolean,
  -- codes and figures: score, passed, rating, device, image …
  detail jsonb not null,
  -- {"text"}: what a learner wrote
  personal jsonb not null,
  -- of everything that was told
  sha256 text not null,
  -- business time
  received_at timestamptz not null,
  primary key (connector_id, event_id)
);
create index learning_events_of_claim on learning_events (claim_id, ref);

-- Events about a class that were not taken in.
create table learning_rejections (
  connector_id text not null references connectors,
  event_id text not null,
  code text not null,
  sha256 text not null,
  claim_id text not null references claims,
  ref text not null,
  received_at timestamptz not null,
  primary key (connector_id, event_id, code, sha256)
);
create index learning_rejections_of_claim on learning_rejections (claim_id, ref);

-- How far a claim's events have become learning records.
create table learning_folds (
  claim_id text primary key references claims,
  through bigint not null,
  at timestamptz not null
);

-- Who told it: the claimant by hand, or a platform.
alter table learning_records add column source text not null default 'claimant' check (source in ('claimant', 'platform'));

grant select, insert on connectors, connector_secrets, learning_events, learning_rejections to app;
grant update (revoked_by, revoked_at) on connectors to app;
grant update (personal, revoked_by, revoked_at) on connector_secrets to app;
grant update (personal), delete on learning_events to app;
grant delete on learning_rejections to app;
grant select, insert, update, delete on learning_folds to app;

alter table connectors enable row level security;
create policy by_scope on connectors using ((select sees_all()) or jurisdictions = array[(select scope_place())]);
create function sees_connector(id text) returns boolean language sql stable parallel safe
  return exists (select from connectors c where c.id = $1);
alter table connector_secrets enable row level security;
create policy by_scope on connector_secrets using ((select sees_all()) or sees_connector(connector_id));

do $$
declare one text;
begin
  foreach one in array array['learning_events', 'learning_rejections', 'learning_folds'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy by_scope on %I using ((select sees_all()) or sees_claim(claim_id))
      with check ((select sees_all()) or ((select scope_place()) is not null and sees_claim(claim_id)))', one);
  end loop;
end $$;
select let_auditor_read();
