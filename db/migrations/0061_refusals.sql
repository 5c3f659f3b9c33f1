-- Up Migration
-- Payments of a refused batch say so: the batch goes on showing what it held.
update payments p set status = 'refused' from disbursements d
  where d.id = p.disbursement_id and d.status = 'refused' and p.status = 'dropped';
