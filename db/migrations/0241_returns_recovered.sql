-- Up Migration
-- What was recovered already when the bank sent its payment back, fen: it has met that demand, and is not paid again.
alter table payment_returns add column recovered_fen bigint not null default 0 check (recovered_fen >= 0);
select let_auditor_read();
