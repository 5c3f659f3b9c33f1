import { setTraceHash } from '../../db/claims/claims.ts';
import type { PinnedLaw } from '../../db/claims/pins.ts';
import { readRosterRows } from '../../db/intake/rosters.ts';
import { lockAdvance } from '../../db/money/advances.ts';
import { lockPeople, resizeCaps } from '../../db/money/caps.ts';
import {
  insertLines,
  type LineRow,
  linesOf,
  lockLines,
  type NewLine,
  netFen,
  reduceLines,
  reopenLines,
  rewriteLines,
  setBases,
} from '../../db/money/lines.ts';
import { lockPendingPayments } from '../../db/money/payments.ts';
import { openRecovery } from '../../db/money/recoveries.ts';
import { insertRecoveryLines } from '../../db/money/recovery-lines.ts';
import type { Code } from '../../domain/messages/index.ts';
import { type Adjustment, adjust, otherParts } from '../../domain/money/adjustment.ts';
import { transfer } from '../../domain/money/ledger.ts';
import type { TraceLine } from '../../domain/money/types.ts';
import { Problem, refusedBy } from '../../domain/problem.ts';
import { entitle, type Judged } from './calculation.ts';
import { capsTaken, type Room, reserve, roomOf, type Taken, takenBy } from './caps.ts';
import type { Context } from './context.ts';
import { factsOfClaim, rowOf } from './entitlements.ts';
import type { KeptGrounds } from './kept-grounds.ts';
import { book, finish, promise, reverse } from './settlement.ts';

// Entitlements that were fixed before become others: what that does to lines, batches, limits, recoveries and the ledger. Fen.

/** What a claim brings once more, beside what its lines say. */
export interface Recalculated {
  lines: Judged[];
  /** SHA-256 of the new calculation. */
  hash: string;
  taken: ReadonlyMap<string, Taken>;
  /** Per line, by `keyOf`. */
  adjustments: ReadonlyMap<string, Adjustment>;
}

export const keyOf = ({ ref, component }: { ref: string; component: string }) => `${component}/${ref}`;

/**
 * Calculates what a claim brings under a law, with the room under limits that all other claims leave now; its people are locked. `known`: its lines.
 * `noticeOver`: who brought nothing then stays so. `anew`: the room is asked for of these people only; that of others is as it was. @throws Problem what the rules refuse
 */
export async function recalculated(
  { tx, claim }: Pick<Context, 'tx' | 'claim'>,
  law: PinnedLaw,
  known: readonly LineRow[],
  grounds: Omit<KeptGrounds, 'taken'>,
  noticeOver: boolean,
  anew?: { of: ReadonlySet<string>; others: ReadonlyMap<string, Room> },
): Promise<Recalculated> {
  const facts = await factsOfClaim({ tx, claim }, grounds.days);
  const roster = await readRosterRows(tx, claim.roster_id);
  const people = roster.map(({ personId }) => personId);
  await lockPeople(tx, people);
  const all = await capsTaken(tx, law.rules, facts, people);
  const taken = new Map([...all].map(([person, uses]) => [person, withoutClaim(uses, claim.id)]));
  const { refusals, lines, hash } = await entitle(tx, {
    ...{ ...grounds, claim, law, facts, roster },
    taken: new Map([
      ...(anew?.others ?? []),
      ...[...taken].flatMap(([person, uses]) =>
        !anew || anew.of.has(person) ? [[person, roomOf(uses)] as const] : [],
      ),
    ]),
  });
  if (refusals.length > 0) throw refusedBy(refusals);
  const parts = partsOf(known);
  const adjustments = new Map(
    lines.map(({ line }) => [
      keyOf(line),
      adjust((parts.get(keyOf(line)) ?? []).map(asPart), line.amountFen, noticeOver),
    ]),
  );
  return { lines, hash, taken, adjustments };
}

/** The room that this very claim has taken is its own. */
function withoutClaim({ amount, count, once }: Taken, claimId: string): Taken {
  const others = <T extends { claim_id: string }>(uses: T[]) => uses.filter(({ claim_id }) => claim_id !== claimId);
  return { amount: others(amount), count: others(count), once: others(once) };
}

const asPart = ({ part, status, amount_fen: amountFen, reduced_fen: reducedFen }: LineRow) => ({
  ...{ part, status, amountFen, reducedFen },
});

function partsOf(lines: readonly LineRow[]): Map<string, LineRow[]> {
  const parts = new Map<string, LineRow[]>();
  for (const line of lines) {
    const own = parts.get(keyOf(line));
    if (own) own.push(line);
    else parts.set(keyOf(line), [line]);
  }
  return parts;
}

/**
 * Books the difference, once: what is not paid yet takes it, more than was paid is a further part, less than was paid is recovered. Taken by the
 * recovery `id`. `due: 'now'`: what was promised before is promised anew; `'later'`: all of it waits for its notice. The lines are locked.
 */
export async function adjustLines(
  c: Context,
  known: readonly LineRow[],
  anew: Recalculated,
  { id, reason, due }: { id: string; reason: string; due: 'now' | 'later' },
): Promise<void> {
  const { claim, tx } = c;
  const parts = partsOf(known);
  const changes = anew.lines.map((judged): Change => {
    const key = keyOf(judged.line);
    return { judged, parts: parts.get(key) ?? [], ...anew.adjustments.get(key)! };
  });
  // What was promised before is taken back, and what is due now promised anew: postings are never edited.
  const promised = changes.flatMap((one) =>
    one.parts.filter((line) => line.part === one.replace?.part && isPromised(line)),
  );
  await takeOut(c, promised);
  const added = changes.flatMap((one) => (one.add ? [partOf(c, anew, one.judged, one.add)] : []));
  await rewriteLines(
    tx,
    changes.flatMap((one) => rewritten(c, anew, one)),
  );
  await insertLines(tx, added);
  await setBases(tx, claim.id, anew.lines);
  await setTraceHash(tx, claim.id, anew.hash);
  const reduced = changes.flatMap((one) =>
    one.reduce.map(({ part, fen }) => ({ line: one.parts.find((own) => own.part === part)!, fen })),
  );
  await recoverPaid(c, reduced, { id, reason });
  await resize(c, changes);
  if (due === 'later') return;
  // What was never published waits for the notice.
  const published = added.filter((line) => parts.has(keyOf(line)));
  const wanted = new Set([...promised, ...published].map((line) => `${keyOf(line)}/${line.part}`));
  const fixed = (await linesOf(tx, claim.id)).filter(
    (line) => line.status === 'fixed' && wanted.has(`${keyOf(line)}/${line.part}`),
  );
  if (fixed.length > 0) await promise(c, fixed);
  await finish(c);
}

export const isPromised = ({ status }: Pick<LineRow, 'status'>): boolean =>
  status === 'payable' || status === 'in-batch';

/** Lines that were promised are not any more: out of a batch that is not approved, and reversed. */
export async function takeOut(c: Context, promised: readonly LineRow[]): Promise<void> {
  await reopenLines(c.tx, promised);
  await reverse(c, promised);
}

/** What becomes of one line, with its parts as they stood. */
interface Change extends Adjustment {
  judged: Judged;
  parts: LineRow[];
}

/** The last part of a line tells how it comes about now, also where it brings what it did. */
function rewritten(
  c: Context,
  anew: Recalculated,
  { judged, parts, ruled, unpublished, add, replace }: Change,
): NewLine[] {
  const last = parts.at(-1);
  if (!last || ruled || unpublished || add) return [];
  return [partOf(c, anew, judged, { part: last.part, fen: replace?.fen ?? last.amount_fen })];
}

/**
 * The lines of the claim, locked in the order advance, lines, payments. @throws Problem `wait` while money of it is on its way: it can be neither
 * changed nor recovered before the bank has answered
 */
export async function demandArrived({ tx, claim }: Pick<Context, 'tx' | 'claim'>, wait: Code): Promise<LineRow[]> {
  const advance = await lockAdvance(tx, claim.id);
  const lines = await lockLines(tx, claim.id, null);
  const approved = (await lockPendingPayments(tx, claim.id)).some(({ status }) => status === 'approved');
  const back = lines.some(({ status }) => status === 'returned');
  const ahead = lines.some(({ status, advance_offset_fen }) => status === 'paid' && advance_offset_fen > 0);
  if (approved || back || (ahead && advance?.status !== 'paid')) throw new Problem(wait);
  return lines;
}

/** A part of what the calculation gives: its trace sums to this part. */
function partOf(
  c: Context,
  { taken }: Recalculated,
  judged: Judged,
  { part, fen }: { part: number; fen: number },
): NewLine {
  const { line, trainee, personId, basis } = judged;
  const others = basis.elsewhere.length > 0 ? basis.elsewhere : takenBy(line, trainee, taken.get(personId));
  const trace = [...line.trace, ...remainder(fen - line.amountFen)];
  return { ...rowOf(c, judged, others), part, amount_fen: fen, trace };
}

function remainder(fen: number): TraceLine[] {
  return fen === 0 ? [] : [{ rule: otherParts, source: '', amountFen: fen }];
}

/** What was paid too much becomes a claim on who has it: one recovery per fund. */
async function recoverPaid(
  c: Context,
  reduced: readonly { line: LineRow; fen: number }[],
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const { id: claim_id, jurisdiction } = c.claim;
  const funds = [...new Set(reduced.map(({ line }) => line.fund))].sort();
  for (const [i, fund] of funds.entries()) {
    const ofFund = reduced.filter(({ line }) => line.fund === fund);
    const amount_fen = ofFund.reduce((sum, { fen }) => sum + fen, 0);
    const recoveryId = i === 0 ? `R${id}` : `R${id}-${i + 1}`;
    await openRecovery(c.tx, {
      ...{ id: recoveryId, claim_id, jurisdiction, fund, amount_fen, reason },
      opened_at: c.at,
    });
    await reduceLines(c.tx, ofFund);
    await insertRecoveryLines(c.tx, recoveryId, ofFund);
    const entries = ofFund.flatMap(({ line, fen }) =>
      transfer('recoveries-receivable', 'subsidy-expense', fen, line.ref),
    );
    await book(c, fund, 'entitlement-revoked', entries);
  }
}

/** Why it is recovered what was paid by a decision that was set aside. */
export const decidedAnew = 'decided-anew';

export const recoveryOf = ({ claim, move }: Pick<Context, 'claim' | 'move'>) => ({
  id: `${claim.id}-${move.n}`,
  reason: decidedAnew,
});

/** Takes back what was paid to the named persons (`refs` null: to all), whole, and the room that it took. Nothing of it is with the bank. */
export async function takeBackPaid(c: Context, refs: readonly string[] | null): Promise<void> {
  const paid = (await lockLines(c.tx, c.claim.id, refs)).filter((line) => line.status === 'paid' && netFen(line) > 0);
  if (paid.length === 0) return;
  const reduced = paid.map((line) => ({ line, fen: netFen(line) }));
  await recoverPaid(c, reduced, recoveryOf(c));
  await resizeCaps(
    c.tx,
    c.claim.id,
    paid.map(({ ref, component }) => ({ ref, component, fen: 0 })),
  );
}

/** The room under caps is what the claim brings now. */
async function resize(c: Context, changes: readonly Change[]): Promise<void> {
  const now = changes
    .filter(({ beforeFen, afterFen }) => beforeFen !== afterFen)
    .map(({ judged, afterFen }) => ({ ...judged, line: { ...judged.line, amountFen: afterFen } }));
  const unknown = await resizeCaps(
    c.tx,
    c.claim.id,
    now.map(({ line: { ref, component, amountFen } }) => ({ ref, component, fen: amountFen })),
  );
  await reserve(
    c.tx,
    c.claim.id,
    c.law.rules,
    await factsOfClaim(c),
    now.filter(({ line }) => unknown.has(line.ref)),
  );
}
