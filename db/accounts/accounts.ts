import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

/** Who has been shown or done something, as the last of it says. */
export interface AccountRow {
  subject: string;
  /** As the audit log has it. */
  role: string | null;
  jurisdiction: string | null;
  /** What they handed in last, and of which kind the claimant is whose claim it was for. */
  handed_in: string | null;
  claimant_kind: string | null;
  act: string;
  at: Instant;
  /** The audit log has entries of theirs. */
  logged: boolean;
}

/**
 * Accounts in the order of their names: who is in the audit log, and who has handed something in, which no audit log has to tell. From one name a look
 * into each index leads to the next, until `limit` of them fit: a page costs what is on it, however many accounts there are (`offset 0` keeps the looks from being repeated wherever the name is used). `search`: a part of the
 * name, in any case; `jurisdiction`: whose last entry, or else last claim, was of this place.
 */
export function listAccounts(
  db: Queryable,
  { search, jurisdiction }: { search: string | null; jurisdiction: string | null },
  after: string | null,
  limit: number,
): Promise<AccountRow[]> {
  return rows(
    db,
    `with recursive walked as (
       select coalesce($3::text, '') as name, null::text as role, null::text as handed_in, null::text as claimant_kind, null::text as jurisdiction, null::text as act, null::timestamptz as at, false as logged,
         false as fits, 0 as found
       union all
       select a.name, a.role, a.handed_in, a.claimant_kind, a.jurisdiction, a.act, a.at, a.logged, a.fits, w.found + a.fits::int
       from walked w cross join lateral (
         select n.name, l.role, d.kind as handed_in, d.claimant_kind, p.jurisdiction,
           case when l.at >= d.at or d.at is null then l.act else d.kind end as act, greatest(l.at, d.at) as at, l.seq is not null as logged,
           n.named and ($2::text is null or coalesce(p.jurisdiction = $2, false)) as fits
         from (select least(
             (select l.actor from audit_log l where l.actor > w.name order by 1 limit 1),
             (select d.by_subject from dossiers d where d.by_subject > w.name order by 1 limit 1)) as name offset 0) next
         cross join lateral (select next.name, $1::text is null or strpos(lower(next.name), lower($1)) > 0 as named) n
         left join lateral (select * from audit_log l where n.named and l.actor = n.name order by l.seq desc limit 1) l on true
         left join lateral (select d.kind, d.at, c.jurisdiction, c.claimant_kind from dossiers d left join claims c on c.id = d.claim_id
           where n.named and d.by_subject = n.name order by d.at desc limit 1) d on true
         cross join lateral (select case when l.seq is null then d.jurisdiction else l.jurisdiction end as jurisdiction) p
         where n.name is not null
       ) a
       where w.found < $4::int
     )
     select name as subject, role, handed_in, claimant_kind, jurisdiction, act, at, logged from walked where fits order by name`,
    [search, jurisdiction, after, limit],
  );
}
