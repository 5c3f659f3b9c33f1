import type { z } from '@hono/zod-openapi';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { attendanceOf } from '../../db/claims/records.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { advanceOf } from '../../db/money/advances.ts';
import { ledgerOfClaim } from '../../db/money/ledger.ts';
import { linesOf } from '../../db/money/lines.ts';
import type { Actor } from '../auth/tokens.ts';
import type { Deps } from '../deps.ts';
import type { MoneyTrace } from './schemas.ts';
import { claimFor } from './scope.ts';

/** Every fen of a claim: ledger entry → entitlement → arithmetic and its sources → roster row → learning records. @throws Problem `not-found` */
export async function readTrace(deps: Deps, actor: Actor, id: string): Promise<z.infer<typeof MoneyTrace>> {
  const { pool } = deps;
  const claim = await claimFor(deps, actor, id);
  const [lines, advance, law, attendance, roster, ledger] = await Promise.all([
    linesOf(pool, id),
    advanceOf(pool, id),
    pinnedLaw(pool, id),
    attendanceOf(pool, id, { openedOn: claim.class_opened_on, endedOn: claim.class_ended_on }),
    readRosterRows(pool, claim.roster_id),
    ledgerOfClaim(pool, id),
  ]);
  const rowOf = new Map(roster.map(({ ref, rowNo }) => [ref, rowNo]));
  type View = z.infer<typeof MoneyTrace>;
  return {
    claimId: id,
    amountFen: claim.amount_fen,
    advance: advance ? { amountFen: advance.amount_fen, trace: advance.trace as View['lines'][number]['trace'] } : null,
    lines: lines.map((line) => ({
      ref: line.ref,
      component: line.component,
      fund: line.fund as View['lines'][number]['fund'],
      amountFen: line.amount_fen,
      status: line.status,
      trace: line.trace as View['lines'][number]['trace'],
      rosterRow: rowOf.get(line.ref) ?? null,
      attendance: attendance.get(line.ref) ?? null,
      paymentId: line.payment_id,
    })),
    parameters: Object.values(law.params),
    ledger: ledger.map(({ fund, seq, kind, cause }) => ({ fund, seq, kind, cause })),
  };
}
