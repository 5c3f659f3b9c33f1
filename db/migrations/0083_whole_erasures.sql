-- Up Migration
-- What is erased is erased whole, again when more has come in, and never while somebody files with it.

-- Whoever locks a row must be allowed to change something in it: an erasure and a filing that names the same roster wait for one another.
grant update (programme) on rosters to app;
select let_auditor_read();
