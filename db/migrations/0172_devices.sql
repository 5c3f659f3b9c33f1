-- Up Migration
-- Who learnt on a device is asked across all classes. A column, since behind row security no index of an expression on jsonb is used.
alter table learning_events add column device text generated always as (detail->>'device') stored;
create index learning_events_by_device on learning_events (connector_id, device) where device is not null;
select let_auditor_read();
