import { type Queryable, rows } from '../pool.ts';
import type { DisbursementRow } from './disbursements.ts';

/** Batches with payments in one of the statuses, oldest first: what waits for the finance officers. */
export function waitingDisbursements(
  db: Queryable,
  jurisdiction: string | null,
  statuses: readonly string[],
  offset: number,
  limit: number,
): Promise<DisbursementRow[]> {
  return rows(
    db,
    `select * from disbursements d where ($1::text is null or jurisdiction = $1) and status = any($2)
       and exists (select 1 from payments p where p.disbursement_id = d.id and p.status <> 'dropped')
     order by formed_at, id offset $3 limit $4`,
    [jurisdiction, statuses, offset, limit],
  );
}
