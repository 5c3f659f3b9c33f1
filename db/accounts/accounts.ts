import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

/** Who is in the audit log, as their last entry says. */
export interface AccountRow {
  subject: string;
  role: string | null;
  jurisdiction: string | null;
  act: string;
  at: Instant;
}

/**
 * Accounts in the order of their names, one look into the index for each. `search`: a part of the name, in any case; `jurisdiction`: whose last
 * entry was of this place.
 */
export function listAccounts(
  db: Queryable,
  { search, jurisdiction }: { search: string | null; jurisdiction: string | null },
  after: string | null,
  limit: number,
): Promise<AccountRow[]> {
  return rows(
    db,
    `with recursive named as (
       (select actor from audit_log where actor > coalesce($3, '') order by actor limit 1)
       union all
       select (select l.actor from audit_log l where l.actor > named.actor order by l.actor limit 1) from named where named.actor is not null
     )
     select last.actor as subject, last.role, last.jurisdiction, last.act, last.at
     from named cross join lateral (select * from audit_log l where l.actor = named.actor order by l.seq desc limit 1) last
     where ($1::text is null or strpos(lower(last.actor), lower($1)) > 0) and ($2::text is null or last.jurisdiction = $2)
     limit $4`,
    [search, jurisdiction, after, limit],
  );
}
