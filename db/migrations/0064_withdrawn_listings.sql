-- Up Migration
-- Who was listed for money that, as it turned out, had never arrived is listed no more; who had listed, and when, stays on record.
alter table credit_listings drop constraint credit_listings_status_check;
alter table credit_listings add check (status in ('proposed', 'listed', 'spared', 'withdrawn'));
alter table recoveries drop constraint recoveries_listing_check;
alter table recoveries add check (listing in ('none', 'proposed', 'listed', 'spared', 'withdrawn'));
update recoveries set listing = 'withdrawn' where status = 'cancelled' and listing = 'listed';
update credit_listings l set status = 'withdrawn' from recoveries r where r.id = l.recovery_id and r.listing = 'withdrawn' and l.status = 'listed';
