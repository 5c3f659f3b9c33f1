-- Up Migration
-- What was in a payment may have fallen while other money of its claim is not due yet: then nothing waits for the account at this moment.
alter table payment_returns drop constraint payment_returns_amount_fen_check;
alter table payment_returns add check (amount_fen >= 0);
