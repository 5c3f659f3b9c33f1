import type { Hint } from '../../domain/directory/filing-check.ts';
import { type Queryable, rows } from '../pool.ts';

/** More of them tell nobody more. */
const mostNames = 5;

/** What is told of the filing that was accepted last: a corrected one has its own. */
export async function setFilingHints(tx: Queryable, claimId: string, hints: readonly Hint[]): Promise<void> {
  await tx.query('delete from filing_hints where claim_id = $1', [claimId]);
  for (const hint of hints) await tell(tx, claimId, hint);
}

const tell = (tx: Queryable, claimId: string, { code, detail }: Hint) =>
  tx.query('insert into filing_hints (claim_id, code, detail) values ($1, $2, $3)', [
    ...[claimId, code, JSON.stringify(detail)],
  ]);

/** Tells it, or tells it no longer. */
export async function setHint(tx: Queryable, claimId: string, hint: Hint, holds: boolean): Promise<void> {
  await tx.query('delete from filing_hints where claim_id = $1 and code = $2', [claimId, hint.code]);
  if (holds) await tell(tx, claimId, hint);
}

export function filingHintsOf(db: Queryable, claimId: string): Promise<Hint[]> {
  return rows(db, 'select code, detail from filing_hints where claim_id = $1 order by code', [claimId]);
}

/** The names under which a credit code has claims in a place, the latest first. `claimId`: not counting this one. */
export async function otherNamesOf(
  db: Queryable,
  { uscc, jurisdiction, claimId }: { uscc: string; jurisdiction: string; claimId?: string },
): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select claimant_name as name from claims
     where claimant_kind <> 'individual' and claimant = $1 and jurisdiction = $2 and id is distinct from $3
     group by 1 order by max(filed_at) desc, 1 limit ${mostNames}`,
    [uscc, jurisdiction, claimId ?? null],
  );
  return found.map(({ name }) => name);
}
