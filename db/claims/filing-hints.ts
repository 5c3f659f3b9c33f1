import type { Hint } from '../../domain/directory/filing-check.ts';
import { type Queryable, rows } from '../pool.ts';

/** What is told of the filing that was accepted last: a corrected one has its own. */
export async function setFilingHints(tx: Queryable, claimId: string, hints: readonly Hint[]): Promise<void> {
  await tx.query('delete from filing_hints where claim_id = $1', [claimId]);
  for (const { code, detail } of hints)
    await tx.query('insert into filing_hints (claim_id, code, detail) values ($1, $2, $3)', [
      ...[claimId, code, JSON.stringify(detail)],
    ]);
}

export function filingHintsOf(db: Queryable, claimId: string): Promise<Hint[]> {
  return rows(db, 'select code, detail from filing_hints where claim_id = $1 order by code', [claimId]);
}
