import { type ClaimRow, traceHashOf } from '../../db/claims/claims.ts';
import { isRepinned, pinnedLaw } from '../../db/claims/pins.ts';
import { isReopened } from '../../db/claims/reopenings.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { type LineRow, netFen, type TracedLine, tracedLinesOf } from '../../db/money/lines.ts';
import type { Queryable } from '../../db/pool.ts';
import { canonicalJson } from '../../domain/canonical.ts';
import { otherParts } from '../../domain/money/adjustment.ts';
import type { Line } from '../../domain/money/types.ts';
import { keyOf } from './adjusting.ts';
import { entitle } from './calculation.ts';
import { factsOfClaim } from './entitlements.ts';
import { keptGrounds } from './kept-grounds.ts';

/** Whether a claim's entitlements are still what its law, people and records give. */
export interface Recalculation {
  /** Of the calculation as it comes out now; null while nothing is fixed, or its grounds were not kept. */
  hash: string | null;
  /** Of the calculation when the entitlements were fixed. */
  hashAtApproval: string | null;
  /** The same went in and came out, and the lines on file say so; null where there is nothing to compare. */
  unchanged: boolean | null;
}

/** Calculates a claim's entitlements once more from what was pinned and kept. Asks no pack, no catalogue and no other claim. */
export async function recalculate(tx: Queryable, claim: ClaimRow): Promise<Recalculation> {
  const hashAtApproval = await traceHashOf(tx, claim.id);
  const lines = await tracedLinesOf(tx, claim.id);
  const grounds = keptGrounds(lines);
  if (!grounds || !hashAtApproval) return { hash: null, hashAtApproval, unchanged: null };
  const { lines: judged, hash } = await entitle(tx, {
    ...grounds,
    claim,
    law: await pinnedLaw(tx, claim.id),
    facts: await factsOfClaim({ tx, claim }, grounds.days),
    roster: await readRosterRows(tx, claim.roster_id),
  });
  // What was ruled or published before a re-pinning, or a decision anew, stays as it was then.
  const calculatedAgain = (await isRepinned(tx, claim.id)) || (await isReopened(tx, claim.id));
  const ruled = new Set(calculatedAgain ? lines.filter(hasFallen).map(keyOf) : []);
  const stands = (line: { ref: string; component: string }) => !ruled.has(keyOf(line));
  const onFile = wholeLines(lines).filter(stands).map(outcome).sort();
  const now = judged
    .filter(({ line }) => stands(line))
    .map(({ line }) => outcome(line))
    .sort();
  return { hash, hashAtApproval, unchanged: hash === hashAtApproval && canonicalJson(onFile) === canonicalJson(now) };
}

const hasFallen = ({ status }: LineRow) => status === 'fallen' || status === 'revoked';

type Outcome = Pick<Line, 'ref' | 'component' | 'fund' | 'amountFen' | 'trace'>;

/** A line that was pinned anew after it was paid has parts: together they bring what was calculated, and the last one was written with it. */
function wholeLines(rows: readonly TracedLine[]): Outcome[] {
  const lines = new Map<string, Outcome>();
  for (const row of rows) {
    const { ref, component, fund } = row;
    const before = lines.get(keyOf(row))?.amountFen ?? 0;
    const trace = row.trace.filter(({ rule }) => rule !== otherParts);
    lines.set(keyOf(row), { ref, component, fund, amountFen: before + netFen(row), trace } as Outcome);
  }
  return [...lines.values()];
}

const outcome = ({ ref, component, fund, amountFen, trace }: Outcome) =>
  canonicalJson([ref, component, fund, amountFen, trace]);
