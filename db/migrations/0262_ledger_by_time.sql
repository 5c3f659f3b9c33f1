-- The ledger is read in the order of time, of all places or of one.
create index ledger_sets_by_time on ledger_sets (at, jurisdiction, fund, seq);
