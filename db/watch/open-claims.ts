import type { ClaimRow } from '../claims/claims.ts';
import { type Queryable, rows } from '../pool.ts';

/** Claims that are not closed, by id, behind `after`. */
export function openClaimsAfter(db: Queryable, after: string, limit: number): Promise<ClaimRow[]> {
  return rows(db, 'select * from claims where not closed and id > $1 order by id limit $2', [after, limit]);
}
