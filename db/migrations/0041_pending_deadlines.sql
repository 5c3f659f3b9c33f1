-- Up Migration
-- A period that reaches into a year whose holidays are not published is not yet computable. It is computed once the calendar is
-- there, from the figure and the event kept here.

alter table claims
  add column due_pending boolean not null default false,
  add column due_rule text,
  add column due_event text;
alter table public_notices alter column ends_at drop not null;
