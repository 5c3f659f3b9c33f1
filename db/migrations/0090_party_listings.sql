-- Up Migration
-- Black and white lists (黑、白名单) of a place. Not to be taken for credit_listings, which says who did not repay.

create table party_listings (
  id text primary key,
  -- who lists: it holds there and in the places under it
  jurisdiction text not null,
  kind text not null check (kind in ('black', 'white')),
  party_kind text not null check (party_kind in ('enterprise', 'institution', 'platform', 'person')),
  -- credit code; a platform's name as names are compared; people.person_id
  party text not null,
  -- as it is written; null for a person
  party_name text,
  reason_code text not null,
  -- {"reason", "document"}; emptied when its time is over
  personal jsonb not null,
  listed_from date not null,
  -- inclusive; null: until it is lifted
  listed_to date,
  -- `lifting`: listed, and somebody proposes to lift it
  status text not null check (status in ('proposed', 'listed', 'refused', 'lifting', 'lifted')),
  proposed_by text not null,
  -- business time, as the others
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  lifting_by text,
  lifting_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  check (listed_to is null or listed_to >= listed_from)
);
create index party_listings_of_party on party_listings (party_kind, party) where status in ('listed', 'lifting');
create index party_listings_in_order on party_listings (jurisdiction, proposed_at desc, id desc);
grant select, insert, update on party_listings to app;
alter table party_listings enable row level security;
create policy by_scope on party_listings using ((select sees_all()) or jurisdiction = (select scope_place()));
select let_auditor_read();
