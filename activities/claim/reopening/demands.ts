import { settleAdvance } from '../../../db/money/advances.ts';
import { consumeCaps, resizeCaps } from '../../../db/money/caps.ts';
import { type LineRow, linesOf, netFen, restoreReduced } from '../../../db/money/lines.ts';
import { lockAdvanceRecoveries, lockRecoveriesSince, openFen, type RecoveryRow } from '../../../db/money/recoveries.ts';
import { dropRecoveryLines, recoveryLinesOf } from '../../../db/money/recovery-lines.ts';
import type { Instant } from '../../../domain/calendar/date.ts';
import { type Entry, transfer } from '../../../domain/money/ledger.ts';
import { cancelDemand } from '../../money/recovery/cancel.ts';
import { decidedAnew, keyOf } from '../adjusting.ts';
import type { Context } from '../context.ts';

// What a decision has demanded is not demanded once it is set aside. Repaid is repaid. Sums in fen.

/** Demands for the claim's advance: it stands against what the claim brings once more. Answers what is not demanded any more. */
export async function dropAdvanceDemands(c: Context): Promise<number> {
  let dropped = 0;
  for (const recovery of await lockAdvanceRecoveries(c.tx, c.claim.id, c.law.rules.fund)) {
    const open = openFen(recovery);
    await settleAdvance(c.tx, c.claim.id, -open);
    await drop(c, recovery, transfer('advances-receivable', 'recoveries-receivable', open));
    dropped += open;
  }
  return dropped;
}

/**
 * Demands for what was paid, by decisions since then: it stays paid until the new one. Answers what is not demanded any more, and of whom. What a
 * ruling on fraud has taken besides stays demanded.
 */
export async function dropPaidDemands(c: Context, since: Instant): Promise<{ fen: number; people: Set<string> }> {
  const { tx, claim } = c;
  const lines = (await linesOf(tx, claim.id)).filter(({ status, reduced_fen }) => status === 'paid' && reduced_fen > 0);
  const back: Paid[] = [];
  let dropped = 0;
  for (const recovery of await lockRecoveriesSince(tx, claim.id, { reason: decidedAnew, since })) {
    const open = openFen(recovery);
    const shares = openShares(recovery, await recoveryLinesOf(tx, recovery.id), lines);
    if (shares.reduce((all, { fen }) => all + fen, 0) < open) continue;
    await dropRecoveryLines(tx, recovery.id, shares);
    await restoreReduced(tx, shares);
    back.push(...shares);
    const entries = shares.flatMap(({ line, fen }) =>
      transfer('subsidy-expense', 'recoveries-receivable', fen, line.ref),
    );
    await drop(c, recovery, entries);
    dropped += open;
  }
  const stands = [...new Set(back.map(({ line }) => line))];
  await takeRoomAgain(c, stands);
  return { fen: dropped, people: new Set(stands.map(({ person_id }) => person_id)) };
}

/** Of a line that stands paid so much, fen. */
interface Paid {
  line: LineRow;
  fen: number;
}

/** From which lines the open part of a demand was taken: what was repaid is counted to its last lines. */
function openShares(
  recovery: RecoveryRow,
  taken: Awaited<ReturnType<typeof recoveryLinesOf>>,
  lines: readonly LineRow[],
): Paid[] {
  let left = openFen(recovery);
  const shares: Paid[] = [];
  for (const share of taken) {
    const line = lines.find((one) => keyOf(one) === keyOf(share) && one.part === share.part);
    const fen = Math.min(left, share.fen);
    if (!line || fen <= 0) continue;
    shares.push({ line, fen });
    left -= fen;
  }
  return shares;
}

const drop = (c: Context, recovery: RecoveryRow, entries: readonly Entry[]) =>
  cancelDemand(c, recovery, { touchedBy: c.claim.id, entries });

/** What is paid takes room under limits. */
async function takeRoomAgain({ tx, claim }: Context, lines: readonly LineRow[]): Promise<void> {
  const whose = new Set(lines.map(({ ref }) => ref));
  const now = new Map<string, { ref: string; component: LineRow['component']; fen: number }>();
  for (const line of await linesOf(tx, claim.id)) {
    if (!whose.has(line.ref) || line.status === 'fallen' || line.status === 'revoked') continue;
    const { ref, component } = line;
    const key = keyOf(line);
    now.set(key, { ref, component, fen: (now.get(key)?.fen ?? 0) + netFen(line) });
  }
  await resizeCaps(tx, claim.id, [...now.values()]);
  await consumeCaps(tx, lines);
}
