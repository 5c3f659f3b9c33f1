import { readRosterRows } from '../../../db/intake/rosters.ts';
import { lockPeople } from '../../../db/money/caps.ts';
import { type LineRow, linesOf, netFen } from '../../../db/money/lines.ts';
import { undecided } from '../../../domain/claim/reopening.ts';
import { Problem } from '../../../domain/problem.ts';
import { adjustLines, demandArrived, recalculated, recoveryOf } from '../adjusting.ts';
import type { Removed } from '../calculation.ts';
import type { Context } from '../context.ts';
import { creditClass, factsOfClaim, knownNow } from '../entitlements.ts';
import { keptGrounds } from '../kept-grounds.ts';
import { isRestored, type Reopenable } from './reopenable.ts';

/** People are locked before lines. */
export async function lockRestored({ tx, claim }: Context, reopenable: Reopenable): Promise<void> {
  const lines = await linesOf(tx, claim.id);
  if (!lines.some((line) => isRestored(line, reopenable))) return;
  await lockPeople(
    tx,
    lines.map(({ person_id }) => person_id),
  );
}

/**
 * Lines that fell by the decision stand again, as they were calculated, as far as other claims have left room since. Answers what they bring, fen.
 * @throws Problem `repinning-no-basis` where the grounds of the calculation were not kept
 */
export async function restoreLines(c: Context, reopenable: Reopenable): Promise<number> {
  const lines = await linesOf(c.tx, c.claim.id);
  const isBack = (line: LineRow) => isRestored(line, reopenable);
  const people = new Set(lines.filter(isBack).map(({ person_id }) => person_id));
  if (people.size === 0) return 0;
  const grounds = keptGrounds(lines);
  if (!grounds) throw new Problem('repinning-no-basis');
  const known = lines.map((line) => (isBack(line) ? asNothing(line) : line));
  const anew = await recalculated(c, c.law, known, grounds, false, { of: people, others: grounds.taken });
  await adjustLines(c, known, anew, { ...recoveryOf(c), due: 'later' });
  const back = (await linesOf(c.tx, c.claim.id)).filter(
    ({ person_id, status }) => people.has(person_id) && status === 'fixed',
  );
  return back.reduce((fen, line) => fen + netFen(line), 0);
}

/**
 * Fixes once more what a claim brings whose approval was set aside: what was not paid yet becomes what it brings now, what was paid above that
 * is recovered, what it brings above that joins a batch after its notice. As `fixEntitlements` otherwise.
 */
export async function fixAnew(c: Context, removed: Removed = new Map()): Promise<boolean> {
  const roster = await readRosterRows(c.tx, c.claim.roster_id);
  const people = roster.map(({ personId }) => personId);
  await lockPeople(c.tx, people);
  const lines = await demandArrived(c, 'reopening-wait-for-bank');
  const known = lines.map((line) => (undecided.includes(line.fallen_reason ?? '') ? asNothing(line) : line));
  const facts = await factsOfClaim(c);
  const now = await knownNow(c, facts, roster, removed);
  const anew = await recalculated(c, c.law, known, now, false);
  await adjustLines(c, known, anew, { ...recoveryOf(c), due: 'later' });
  await creditClass(c, facts, roster, anew.lines);
  const standing = (await linesOf(c.tx, c.claim.id)).filter(
    ({ status }) => status !== 'fallen' && status !== 'revoked',
  );
  return standing.some((line) => netFen(line) > 0);
}

/** A line that fell as if it had never brought anything: it is fixed anew. */
const asNothing = (line: LineRow): LineRow => ({ ...line, amount_fen: 0 });
