-- Up Migration
-- A posting set says how many entries it has, so that none can be added to it later, however balanced.

alter table ledger_sets add column entry_count int;
alter table ledger_sets disable trigger ledger_sets_append_only;
update ledger_sets s set entry_count = (
  select count(*) from ledger_entries e where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq);
alter table ledger_sets enable trigger ledger_sets_append_only;
alter table ledger_sets alter column entry_count set not null;

create or replace function ledger_set_balances() returns trigger language plpgsql as $$
declare
  found_entries bigint;
  difference bigint;
begin
  select count(*), coalesce(sum(debit_fen) - sum(credit_fen), 0) into found_entries, difference from ledger_entries e
    where e.jurisdiction = new.jurisdiction and e.fund = new.fund and e.seq = new.seq;
  if found_entries <> new.entry_count or found_entries = 0 then
    raise exception 'posting set %/%/% has % entries instead of %', new.jurisdiction, new.fund, new.seq, found_entries, new.entry_count;
  end if;
  if difference <> 0 then
    raise exception 'posting set %/%/% does not balance', new.jurisdiction, new.fund, new.seq;
  end if;
  return null;
end $$;

-- Entries are numbered from 1 and no number is given twice, so a set that has all its numbers takes no more. Once per statement:
-- looking at the whole set for each of its entries made large sets take for ever.
drop trigger ledger_entries_balance on ledger_entries;
create function ledger_entries_belong() returns trigger language plpgsql as $$
declare extra record;
begin
  select a.jurisdiction, a.fund, a.seq into extra from added a
    where a.entry_no < 1 or a.entry_no > (
      select s.entry_count from ledger_sets s where s.jurisdiction = a.jurisdiction and s.fund = a.fund and s.seq = a.seq)
    limit 1;
  if found then
    raise exception 'posting set %/%/% is complete: correct by a reversal posting', extra.jurisdiction, extra.fund, extra.seq;
  end if;
  return null;
end $$;
create trigger ledger_entries_belong after insert on ledger_entries
  referencing new table as added for each statement execute function ledger_entries_belong();
