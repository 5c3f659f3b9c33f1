import { objectionsOf } from '../../db/claims/notices.ts';
import {
  type AdvanceRow,
  advanceOf,
  fallAdvance,
  insertAdvance,
  lockAdvance,
  settleAdvance,
  trimAdvance,
} from '../../db/money/advances.ts';
import { consumeCaps, releaseCaps } from '../../db/money/caps.ts';
import { post } from '../../db/money/ledger.ts';
import { lockHead } from '../../db/money/ledger-head.ts';
import { fallLines, type LineRow, linesOf, setPayable, standingAmount } from '../../db/money/lines.ts';
import { closeOvertakenReturns } from '../../db/money/payment-returns.ts';
import { hasPayee, lockPendingPayments, shrinkPayment } from '../../db/money/payments.ts';
import { findRecovery, openRecovery } from '../../db/money/recoveries.ts';
import { advance as advanceShare } from '../../domain/money/advance.ts';
import { type Entry, type PostingKind, transfer } from '../../domain/money/ledger.ts';
import { Problem } from '../../domain/problem.ts';
import type { Context } from './context.ts';

// How a claim's entitlements become money, fall, and end. Sums in fen.

/** The advance joins the next monthly batch: a share of what stands, or of the estimate while entitlements are not fixed. Fen. */
export async function createAdvance(c: Context, share: string): Promise<number> {
  const base = (await standingAmount(c.tx, c.claim.id)) ?? c.claim.estimate_fen ?? 0;
  const { fen, trace } = advanceShare(c.law.params, share, base);
  if (fen === 0) throw new Problem('advance-nothing-due');
  if (!(await hasPayee(c.tx, c.claim.id))) throw new Problem('bank-account-required');
  const { fund } = c.law.rules;
  await insertAdvance(c.tx, { claim_id: c.claim.id, fund, amount_fen: fen, trace, payable_at: c.at });
  return fen;
}

/** Lines that no open objection holds back become payable, and an advance that was paid ahead is taken off them first. */
export async function makePayable(c: Context): Promise<void> {
  const held = await heldLines(c);
  const lines = (await linesOf(c.tx, c.claim.id)).filter((line) => line.status === 'fixed' && !held(line));
  await promise(c, lines);
  await finish(c);
}

/** Tells the lines to which somebody objects, as long as nobody has ruled. */
async function heldLines({ tx, claim }: Context): Promise<(line: LineRow) => boolean> {
  const open = (await objectionsOf(tx, claim.id)).filter(({ status }) => status === 'open');
  return (line) => open.some(({ ref }) => ref === null || ref === line.ref);
}

/** Lets what fixed lines bring be paid, and books it: last, since everybody who posts into the chain waits from then on. */
export async function promise(c: Context, lines: readonly LineRow[]): Promise<void> {
  const settlement = await payLines(c, lines);
  for (const fund of new Set(lines.map((line) => line.fund))) {
    const ofFund = lines.filter((line) => line.fund === fund);
    const entries = ofFund.flatMap((l) => transfer('subsidy-expense', 'payable-to-claimants', l.amount_fen, l.ref));
    await book(c, fund, 'entitlement', entries);
  }
  if (settlement) await book(c, settlement.fund, 'advance-settlement', settlement.entries);
}

/** Answers what is to be booked of the advance that is taken off. */
async function payLines(
  c: Context,
  lines: readonly LineRow[],
): Promise<{ fund: string; entries: Entry[] } | undefined> {
  // An advance that no approved batch holds is overtaken by the payment itself; any other is paid, or will be for certain.
  const { advance, outstanding: before } = await settledOrRecalled(c);
  let outstanding = before;
  const entries: Entry[] = [];
  const payable: LineRow[] = [];
  const covered: LineRow[] = [];
  let settled = 0;
  for (const line of lines) {
    const offset = line.fund === advance?.fund ? Math.min(outstanding, line.amount_fen) : 0;
    outstanding -= offset;
    settled += offset;
    if (offset > 0) entries.push(...transfer('payable-to-claimants', 'advances-receivable', offset, line.ref));
    const status = offset === line.amount_fen ? 'paid' : 'payable';
    if (status === 'paid') covered.push(line);
    // What was payable before it was pinned anew stays so since then.
    const payable_at = line.payable_at ?? c.since ?? c.at;
    payable.push({ ...line, status, payable_at, advance_offset_fen: offset });
  }
  await setPayable(c.tx, payable);
  await consumeCaps(c.tx, covered);
  const settles = settled > 0 && advance;
  if (settles) await settleAdvance(c.tx, c.claim.id, settled);
  // What else of the claim waited for another account may be paid with the advance now.
  await closeOvertakenReturns(c.tx, [c.claim.id]);
  return settles ? { fund: advance.fund, entries } : undefined;
}

/** Closes the claim when nothing is left to pay: `paid` if anything was, also what was revoked since; else `rejected`. */
export async function finish(c: Context): Promise<void> {
  if (c.claim.stage !== 'payable') return;
  const lines = await linesOf(c.tx, c.claim.id);
  if (lines.some(({ status }) => !['paid', 'fallen', 'revoked'].includes(status))) return;
  // Paid by an earlier decision, and objected to since: there is a ruling to wait for.
  if (lines.filter(({ status }) => status === 'paid').some(await heldLines(c))) return;
  // The advance that these lines were settled against has not arrived yet, or came back.
  const advance = await advanceOf(c.tx, c.claim.id);
  if (advance && advance.status !== 'paid' && advance.status !== 'fallen') return;
  c.claim.stage = lines.some(({ status }) => status !== 'fallen') ? 'paid' : 'rejected';
}

/**
 * Lets unpaid lines fall (`refs` null: all): frees the room they had taken under caps, reverses what was booked and takes them
 * out of a batch that is not approved. Throws Problem `in-approved-batch` when their payment is beyond recall.
 */
export async function fall(c: Context, refs: readonly string[] | null, reason: string): Promise<void> {
  // Locks are taken in one order everywhere: advance, lines, payments.
  await lockAdvance(c.tx, c.claim.id);
  const fallen = await fallLines(c.tx, c.claim.id, refs, reason);
  if (fallen.length === 0) return;
  await releaseCaps(c.tx, fallen);
  await reverse(
    c,
    fallen.filter((line) => line.was !== 'fixed'),
  );
}

/** Takes lines that do not stand as they did out of a batch that is not approved, and reverses what was booked of them. */
export async function reverse(c: Context, booked: readonly LineRow[]): Promise<void> {
  const touched = new Set(booked.map((line) => line.payment_id));
  for (const payment of await lockPendingPayments(c.tx, c.claim.id)) {
    if (!touched.has(payment.id)) continue;
    if (payment.status === 'approved') throw new Problem('in-approved-batch');
    await shrinkPayment(c.tx, payment.id);
  }
  await closeOvertakenReturns(c.tx, [c.claim.id]);
  for (const fund of new Set(booked.map((line) => line.fund))) {
    const lines = booked.filter((line) => line.fund === fund);
    const back = lines.reduce((sum, line) => sum + line.advance_offset_fen, 0);
    if (back > 0) await settleAdvance(c.tx, c.claim.id, -back);
    // Of an advance that came back only what still stands against it is paid again.
    if (back > 0) await settledOrRecalled(c);
    const entries = lines.flatMap((l) => [
      ...transfer('payable-to-claimants', 'subsidy-expense', l.amount_fen, l.ref),
      ...transfer('advances-receivable', 'payable-to-claimants', l.advance_offset_fen, l.ref),
    ]);
    await book(c, fund, 'entitlement-reversal', entries);
  }
}

/**
 * At the end of a claim nothing stays open: unpaid lines fall, an unpaid advance falls, and one that was paid for nothing is to be
 * recovered. The demand goes out with the recovery's own workflow.
 */
export async function closeAccounts(c: Context): Promise<void> {
  if (c.claim.stage !== 'paid') await fall(c, null, c.claim.stage);
  const reason = c.claim.stage === 'paid' ? 'advance-above-entitlement' : `claim-${c.claim.stage}`;
  await demandRest(c, { id: await newDemand(c), reason });
}

/** A claim that ends once more has demands of its own. */
async function newDemand({ tx, claim, move }: Context): Promise<string> {
  return (await findRecovery(tx, `R${claim.id}`)) ? `R${claim.id}-${move.n}-advance` : `R${claim.id}`;
}

/** Opens a recovery of what is left of an advance that was paid, or is sure to be. Answers whether anything was. */
export async function demandRest(
  c: Context,
  recovery: { id: string; reason: string; finding_id?: string },
): Promise<boolean> {
  const { advance, outstanding } = await settledOrRecalled(c);
  if (!advance || outstanding === 0) return false;
  const of = { claim_id: c.claim.id, jurisdiction: c.claim.jurisdiction, fund: advance.fund };
  await openRecovery(c.tx, { ...recovery, ...of, amount_fen: outstanding, opened_at: c.at });
  await settleAdvance(c.tx, c.claim.id, outstanding);
  await book(c, advance.fund, 'recovery-opened', transfer('recoveries-receivable', 'advances-receivable', outstanding));
  return true;
}

/** The claim's advance, and whether it is in a batch that is approved and not yet answered by the bank. */
export async function advanceStanding(c: Context): Promise<{ advance: AdvanceRow | undefined; approved: boolean }> {
  const advance = await lockAdvance(c.tx, c.claim.id);
  if (advance?.status !== 'in-batch') return { advance, approved: false };
  const pending = await lockPendingPayments(c.tx, c.claim.id);
  const approved = pending.some((payment) => payment.id === advance.payment_id && payment.status === 'approved');
  return { advance, approved };
}

/**
 * What is left of the advance to be settled, fen. One that neither was paid nor is in an approved batch is recalled, out of its batch too,
 * but for the part that lines were settled against already: that much is owed, whatever became of the first payment.
 */
async function settledOrRecalled(c: Context): Promise<{ advance: AdvanceRow | undefined; outstanding: number }> {
  const { advance, approved } = await advanceStanding(c);
  if (!advance || advance.status === 'fallen') return { advance, outstanding: 0 };
  if (advance.status === 'paid' || approved) return { advance, outstanding: advance.amount_fen - advance.settled_fen };
  if (advance.settled_fen > 0) await trimAdvance(c.tx, c.claim.id);
  else await fallAdvance(c.tx, c.claim.id);
  if (advance.status === 'in-batch' && advance.payment_id) await shrinkPayment(c.tx, advance.payment_id);
  await closeOvertakenReturns(c.tx, [c.claim.id]);
  return { advance, outstanding: 0 };
}

export async function book(c: Context, fund: string, kind: PostingKind, entries: Entry[]): Promise<void> {
  const { jurisdiction, id } = c.claim;
  const { rules } = c.law;
  const funds = [...new Set([rules.fund, rules.allowance?.fund ?? rules.fund])].sort();
  // A claim of two funds takes both chains in one order, whichever it posts into first: two such claims never wait for each other.
  if (funds.length > 1) for (const own of funds) await lockHead(c.tx, { jurisdiction, fund: own });
  await post(c.tx, {
    jurisdiction,
    fund,
    cause: `${c.cause ?? `${id}/${c.move.n}`}/${kind}/${fund}`,
    kind,
    claimId: id,
    at: c.at,
    entries,
  });
}
