-- Lists go newest first, and on from the last claim of the page before: with both columns in the order of the list a page is one step in the index,
-- wherever it is. Whoever sees everything had none.
drop index claims_by_place;
drop index claims_by_claimant;
create index claims_newest on claims (filed_at desc, id desc);
create index claims_by_place on claims (jurisdiction, filed_at desc, id desc);
create index claims_by_claimant on claims (claimant, filed_at desc, id desc);
