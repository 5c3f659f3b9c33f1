-- Up Migration
-- What is erased is erased whole, again when more has come in, and never while somebody files with it.

-- Whoever locks a row must be allowed to change something in it: an erasure and a filing that names the same roster wait for one another.
grant update (programme) on rosters to app;

-- Before 0081 only the last roster of a claim was on record: of what came in until then nobody knows whether it was filed and another took its
-- place. It stays as long as a claim of who uploaded it does.
alter table rosters add column filing_unknown boolean not null default false;
update rosters r set filing_unknown = true
  where r.at < (select run_on from migrations where name = '0081_rights') and not exists (select from filed_rosters f where f.roster_id = r.id);
select let_auditor_read();
