import type { ClaimRow } from '../claims/claims.ts';
import { type Queryable, rows } from '../pool.ts';

export type OpenClaim = Pick<ClaimRow, 'id' | 'workflow_id'>;

/** Claims that are not closed, by id, behind `after`. */
export function openClaimsAfter(db: Queryable, after: string, limit: number): Promise<OpenClaim[]> {
  return rows(db, 'select id, workflow_id from claims where not closed and id > $1 order by id limit $2', [
    after,
    limit,
  ]);
}
