import { readRosterRows } from '../../../db/intake/rosters.ts';
import { lockPeople } from '../../../db/money/caps.ts';
import { type LineRow, linesOf, netFen, standingAmount, tracedLinesOf } from '../../../db/money/lines.ts';
import { undecided } from '../../../domain/claim/reopening.ts';
import { Problem } from '../../../domain/problem.ts';
import { adjustLines, demandArrived, recalculated, recoveryOf } from '../adjusting.ts';
import type { Removed } from '../calculation.ts';
import type { Context } from '../context.ts';
import { creditClass, factsOfClaim, knownNow, overlapsOf } from '../entitlements.ts';
import { type KeptGrounds, keptGrounds } from '../kept-grounds.ts';
import { isRestored, type Reopenable } from './reopenable.ts';

/** People are locked before lines. */
export async function lockPeopleOf({ tx, claim }: Context): Promise<void> {
  const people = (await linesOf(tx, claim.id)).map(({ person_id }) => person_id);
  await lockPeople(tx, people);
}

/**
 * Lines that fell by the decision stand again, as they were calculated, as far as other claims have left room and days since. `standing`: whose
 * payment stands again, as far as there is room. Answers what the lines bring, fen. @throws Problem `repinning-no-basis` where the grounds of the calculation were not kept
 */
export async function restoreLines(c: Context, reopenable: Reopenable, standing: ReadonlySet<string>): Promise<number> {
  const lines = await tracedLinesOf(c.tx, c.claim.id);
  const isBack = (line: LineRow) => isRestored(line, reopenable);
  const people = new Set([...standing, ...lines.filter(isBack).map(({ person_id }) => person_id)]);
  if (people.size === 0) return 0;
  const grounds = keptGrounds(lines);
  if (!grounds) throw new Problem('repinning-no-basis');
  const known = lines.map((line) => (isBack(line) ? asNothing(line) : line));
  const now = { ...grounds, elsewhere: await elsewhereNow(c, grounds, people) };
  const anew = await recalculated(c, c.law, known, now, false, { of: people, others: grounds.taken });
  await adjustLines(c, known, anew, { ...recoveryOf(c), due: 'later' });
  const back = (await linesOf(c.tx, c.claim.id)).filter(
    ({ person_id, status }) => people.has(person_id) && status === 'fixed',
  );
  return back.reduce((fen, line) => fen + netFen(line), 0);
}

/** Who stands again may have been paid for another class on the same days meanwhile. */
async function elsewhereNow(c: Context, { days, elsewhere }: KeptGrounds, people: ReadonlySet<string>) {
  const roster = (await readRosterRows(c.tx, c.claim.roster_id)).filter(({ personId }) => people.has(personId));
  const found = await overlapsOf(c, await factsOfClaim(c, days), roster);
  const others = [...elsewhere].filter(([person]) => !people.has(person));
  return new Map([...others, ...found]);
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
  return (await standingAmount(c.tx, c.claim.id))! > 0;
}

/** A line that fell as if it had never brought anything: it is fixed anew. */
const asNothing = (line: LineRow): LineRow => ({ ...line, amount_fen: 0 });
