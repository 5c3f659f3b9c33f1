-- Up Migration
-- The mails of a claim are found by a column of their own. The application sees rows by policies, and behind a policy PostgreSQL uses no index of
-- an expression over json: each claim that was sealed, erased or verified read the whole table.
alter table outbox add column claim_id text generated always as (params->>'claimId') stored;
drop index outbox_of_claim;
create index outbox_of_claim on outbox (claim_id);
select let_auditor_read();
