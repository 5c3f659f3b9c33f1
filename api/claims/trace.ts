import type { z } from '@hono/zod-openapi';
import { attendedDayOf } from '../../activities/claim/calculation.ts';
import { type Recalculation, recalculate } from '../../activities/claim/recalculation.ts';
import { traceHashOf } from '../../db/claims/claims.ts';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { attendanceOf, attendedClass, perTrainee, recordsOf } from '../../db/claims/records.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { ledgerOfClaim } from '../../db/money/ledger-sets.ts';
import { tracedLinesOf } from '../../db/money/lines.ts';
import { type Queryable, snapshot } from '../../db/pool.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { dutyOnClaim } from './duties.ts';
import { claimFor, ofClaim } from './scope.ts';
import type { MoneyTrace } from './trace-schemas.ts';

type View = z.infer<typeof MoneyTrace>;

/**
 * Every fen of a claim: ledger entry → entitlement → arithmetic and its sources → roster row → learning records; and whether the same
 * still comes out. All of it as it is at one moment. @throws Problem `not-found`
 */
export async function readTrace(
  { pool, audit }: Pick<Deps, 'pool' | 'audit'>,
  actor: Actor,
  id: string,
): Promise<View> {
  const { claim, trace } = await snapshot(pool, async (tx) => {
    const claim = await claimFor({ pool: tx }, actor, id);
    return { claim, trace: await traceOf(tx, claim) };
  });
  return disclose(
    { audit },
    { actor, what: 'trace', of: ofClaim(claim), duty: dutyOnClaim(actor, claim), open: async () => trace },
  );
}

async function traceOf(tx: Queryable, claim: VisibleClaim): Promise<View> {
  const { id } = claim;
  const lines = await tracedLinesOf(tx, id);
  const advance = await advanceOf(tx, id);
  const law = await pinnedLaw(tx, id);
  const attendance = await attendanceOf(tx, id, await attendedClass(tx, claim), attendedDayOf(law.params));
  const recordsBy = perTrainee(await recordsOf(tx, id));
  const roster = await readRosterRows(tx, claim.roster_id);
  const ledger = await ledgerOfClaim(tx, id);
  const rowOf = new Map(roster.map(({ ref, rowNo }) => [ref, rowNo]));
  return {
    claimId: id,
    amountFen: claim.amount_fen,
    advance: advance ? { amountFen: advance.amount_fen, trace: advance.trace as View['lines'][number]['trace'] } : null,
    lines: lines.map((line) => ({
      ref: line.ref,
      component: line.component,
      part: line.part,
      fund: line.fund as View['lines'][number]['fund'],
      amountFen: line.amount_fen,
      status: line.status,
      trace: line.trace as View['lines'][number]['trace'],
      rosterRow: rowOf.get(line.ref) ?? null,
      attendance: attendance.get(line.ref) ?? null,
      records: recordsBy.get(line.ref) ?? [],
      paymentId: line.payment_id,
    })),
    parameters: Object.values(law.params),
    ledger: ledger.map(({ fund, seq, kind, cause, at, hash, entries }) => {
      return { fund, seq, kind, cause, at, hash, entries };
    }),
    ...((await erasureOf(tx, id)) ? await archived(tx, id) : await recalculate(tx, claim)),
  };
}

/** What it was calculated from is erased: the hash of then stays, and there is nothing to compare it with. */
async function archived(tx: Queryable, id: string): Promise<Recalculation> {
  return { hash: null, hashAtApproval: await traceHashOf(tx, id), unchanged: null };
}
