-- Up Migration
-- The inspection by which somebody is put on the black list.
alter table party_listings add column inspection_id text references inspections;
create index party_listings_of_inspection on party_listings (inspection_id) where inspection_id is not null;
select let_auditor_read();
