-- Up Migration
-- Payments of a refused batch say so: the batch goes on showing what it held.
update payments p set status = 'refused' from disbursements d
  where d.id = p.disbursement_id and d.status = 'refused' and p.status = 'dropped';

-- Why a row of the bank's answer had nothing to book: the books knew it, or it says `paid` of what stands returned.
alter table bank_import_rows add column ignored text check (ignored in ('known', 'paid-after-return'));
