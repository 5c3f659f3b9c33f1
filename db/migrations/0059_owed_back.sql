-- Up Migration
-- A revoked line of which the part that an advance had paid came back with the advance: its recovery has got that money, once.
alter table lines add column offset_returned boolean not null default false;

-- The bank may send back what was repaid already: then more has come back than was demanded, and the rest is owed to the claimant.
alter table recoveries drop constraint recoveries_check;
alter table recoveries add constraint recoveries_repaid_fen_check check (repaid_fen >= 0);
