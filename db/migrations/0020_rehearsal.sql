-- Up Migration
-- Schedules stand still in rehearsal; the clock runs their occurrences while it moves. Up to here (inclusive) they have run,
-- so that an advance that was cut off is taken up where it ended.
alter table rehearsal_clock add column schedules_ran_until timestamptz not null;
