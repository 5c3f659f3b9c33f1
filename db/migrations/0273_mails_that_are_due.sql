-- The next mail that is due is found without those that were sent, however many these are and however many wait.
-- Dropped first: that waits for mailers under way while nothing is held that they need.
drop index outbox_unsent;
create index outbox_due on outbox (next_try_at, id) where sent_at is null and bounced_at is null;
