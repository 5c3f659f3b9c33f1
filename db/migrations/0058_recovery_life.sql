-- Up Migration
-- A report of a repayment that was refused, because something in it was wrong, must not keep the same money from being reported right.
alter table repayments drop constraint repayments_bank_reference_key;
create unique index repayments_by_bank_reference on repayments (bank_reference) where status <> 'refused';
