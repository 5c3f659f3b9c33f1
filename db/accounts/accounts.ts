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
 * Accounts in the order of their names, one look into the indexes for each: who is in the audit log, and who has handed something in, which no audit log
 * has to tell. `search`: a part of the name, in any case; `jurisdiction`: whose last entry, or else last claim, was of this place.
 */
export function listAccounts(
  db: Queryable,
  { search, jurisdiction }: { search: string | null; jurisdiction: string | null },
  after: string | null,
  limit: number,
): Promise<AccountRow[]> {
  const everyNameIn = (table: string, name: string) => `(
       (select ${name} as name from ${table} where ${name} > coalesce($3, '') order by 1 limit 1)
       union all
       select (select t.${name} from ${table} t where t.${name} > n.name order by 1 limit 1) from n where n.name is not null)`;
  return rows(
    db,
    `with recursive logged as (with recursive n as ${everyNameIn('audit_log', 'actor')} select name from n where name is not null),
     filing as (with recursive n as ${everyNameIn('dossiers', 'by_subject')} select name from n where name is not null)
     select a.name as subject, l.role, d.kind as handed_in, d.claimant_kind, case when l.seq is null then d.jurisdiction else l.jurisdiction end as jurisdiction,
       case when l.at >= d.at or d.at is null then l.act else d.kind end as act, greatest(l.at, d.at) as at, l.seq is not null as logged
     from (select name from logged union select name from filing) a
     left join lateral (select * from audit_log l where l.actor = a.name order by l.seq desc limit 1) l on true
     left join lateral (select d.kind, d.at, c.jurisdiction, c.claimant_kind from dossiers d left join claims c on c.id = d.claim_id
       where d.by_subject = a.name order by d.at desc limit 1) d on true
     where ($1::text is null or strpos(lower(a.name), lower($1)) > 0)
       and ($2::text is null or case when l.seq is null then d.jurisdiction else l.jurisdiction end = $2)
     order by a.name limit $4`,
    [search, jurisdiction, after, limit],
  );
}
