-- Up Migration
-- What an act reached its workflow as: {"name", "message"} with ids and codes only. A workflow whose memory of an act was lost by a crash, after
-- the act was written here, takes it up again from this. Null when the clock acted.
alter table transitions add column turn jsonb;
alter table recovery_acts add column turn jsonb;

-- The submissions behind the acts on a batch: one that runs twice is known again.
alter table disbursements add column submission_id text, add column decision_id text;
