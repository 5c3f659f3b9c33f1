-- Up Migration
-- What is erased is erased whole, again when more has come in, and never while somebody files with it.

-- Money may move after an erasure, and what that writes has a time of its own: a claim is erased as often as something of it is held.
alter table erasures add column no int not null default 1;
alter table erasures drop constraint erasures_pkey, add primary key (claim_id, no);
-- By which what is held of an erased claim is looked for.
create index outbox_of_claim on outbox ((params->>'claimId'));
create index bank_import_rows_of_payment on bank_import_rows (payment_id);

-- Whoever locks a row must be allowed to change something in it: an erasure and a filing that names the same roster wait for one another.
grant update (programme) on rosters to app;

-- Before 0081 only the last roster of a claim was on record: of what came in until then nobody knows whether it was filed and another took its
-- place. It stays as long as a claim of who uploaded it does.
alter table rosters add column filing_unknown boolean not null default false;
update rosters r set filing_unknown = true
  where r.at < (select run_on from migrations where name = '0081_rights') and not exists (select from filed_rosters f where f.roster_id = r.id);
-- Of people on a roster limits need no more than who they are and what they had received; what they attended stands as hours on the lines.
grant update (sex, hired_on, insured_from, contract, registered_on, planned_certificate, allowance_category) on roster_rows to app;
grant delete on learning_records to app;
update roster_rows set sex = null, hired_on = null, insured_from = null, contract = null, registered_on = null, planned_certificate = null,
  allowance_category = null where personal = '{}';
delete from learning_records l where exists (select from erasures e where e.claim_id = l.claim_id);
select let_auditor_read();
