-- What a webhook is to be told next is found without all that it was told. As in 0273 dropped first.
drop index webhook_deliveries_due;
create index webhook_deliveries_waiting on webhook_deliveries (webhook_id, seq) where status = 'waiting';
