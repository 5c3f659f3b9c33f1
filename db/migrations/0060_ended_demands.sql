-- Up Migration
-- What fell of a demand because the money never reached the claimant: amount − repaid − cancelled is still to come, and below 0 it is owed
-- to the claimant. All sums in fen.
alter table recoveries add column cancelled_fen bigint not null default 0 check (cancelled_fen between 0 and amount_fen);
update recoveries set cancelled_fen = amount_fen - repaid_fen where status = 'cancelled';

-- The batch whose answer from the bank has changed the recovery, until its workflow has been told.
alter table recoveries add column touched_by text;
create index recoveries_touched on recoveries (touched_by) where touched_by is not null;
