import { settleAdvance } from '../../../db/money/advances.ts';
import { consumeCaps, resizeCaps } from '../../../db/money/caps.ts';
import { type LineRow, linesOf, netFen, restoreReduced } from '../../../db/money/lines.ts';
import { lockAdvanceRecoveries, lockRecoveriesSince, openFen, type RecoveryRow } from '../../../db/money/recoveries.ts';
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
  const back = new Map<LineRow, number>();
  let dropped = 0;
  for (const recovery of await lockRecoveriesSince(tx, claim.id, { reason: decidedAnew, since })) {
    const open = openFen(recovery);
    const shares = sharesOf(recovery, lines, back);
    if (sum(shares.values()) < open) continue;
    for (const [line, fen] of shares) back.set(line, (back.get(line) ?? 0) + fen);
    const entries = [...shares].flatMap(([{ ref }, fen]) =>
      transfer('subsidy-expense', 'recoveries-receivable', fen, ref),
    );
    await drop(c, recovery, entries);
    dropped += open;
  }
  await restoreReduced(
    tx,
    [...back].map(([line, fen]) => ({ line, fen })),
  );
  await takeRoomAgain(c, [...back.keys()]);
  return { fen: dropped, people: new Set([...back.keys()].map(({ person_id }) => person_id)) };
}

/** From which lines the open part of a demand was taken, fen: first from those that name it. */
function sharesOf(
  recovery: RecoveryRow,
  lines: readonly LineRow[],
  back: ReadonlyMap<LineRow, number>,
): Map<LineRow, number> {
  const isOwn = (line: LineRow) => line.recovery_id === recovery.id;
  const ofFund = lines.filter(({ fund }) => fund === recovery.fund);
  let left = openFen(recovery);
  const shares = new Map<LineRow, number>();
  for (const line of [...ofFund.filter(isOwn), ...ofFund.filter((line) => !isOwn(line))]) {
    const fen = Math.min(left, line.reduced_fen - (back.get(line) ?? 0));
    if (fen > 0) shares.set(line, fen);
    left -= fen;
  }
  return shares;
}

const sum = (fen: Iterable<number>) => [...fen].reduce((all, one) => all + one, 0);

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
