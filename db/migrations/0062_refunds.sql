-- Up Migration
-- What came back above a demand is sent back to the claimant by hand: it goes on record, and on the books, as a repayment does, the other way.
alter table repayments add column refund boolean not null default false;
