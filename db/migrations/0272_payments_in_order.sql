-- The payments of a batch go to the bank page by page, in the order of their ids: the next page is found without the batches of other months.
create index payments_of_batch_in_order on payments (disbursement_id, id);
drop index payments_of_batch;
