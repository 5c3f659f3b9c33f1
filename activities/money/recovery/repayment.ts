import { replaceInstalments } from '../../../db/money/instalments.ts';
import { post } from '../../../db/money/ledger.ts';
import { approvedFrom, endRecovery, isEnded, openFen } from '../../../db/money/recoveries.ts';
import {
  decideRepayment,
  findRepayment,
  insertRepayment,
  type RepaymentRow,
  reportedFen,
} from '../../../db/money/repayments.ts';
import { type LocalDate, localDateOf } from '../../../domain/calendar/date.ts';
import { type Calendar, toWorkingDay } from '../../../domain/calendar/workingDays.ts';
import { transfer } from '../../../domain/money/ledger.ts';
import { type Fault, fault, Problem } from '../../../domain/problem.ts';
import { handedIn, type RecoveryContext } from './act.ts';
import { setDue } from './due.ts';
import { tell, tellOfSurplus } from './mails.ts';

// How the money comes back. Sums in fen.

type Booking = Pick<RecoveryContext, 'tx' | 'at' | 'recovery'>;

export interface InstalmentsForm {
  instalments: { dueOn: string; amountFen: number }[];
}

/** What is open is repaid in parts, each by its own day. A new plan takes the place of an old one; who was overdue has a new day. */
export async function agreeInstalments(c: RecoveryContext): Promise<Record<string, unknown>> {
  const { instalments } = await handedIn<InstalmentsForm>(c, 'instalments');
  const { recovery } = c;
  const today = localDateOf(c.at);
  const faults = instalments.flatMap(({ dueOn }, i): Fault[] => {
    const path = `instalments.${i}.dueOn`;
    if (dueOn < today) return [fault('date-in-past', { path }, { date: dueOn })];
    if (isBeyond(c.deps.calendar, dueOn)) return [fault('instalments-beyond-calendar', { path }, { date: dueOn })];
    const before = instalments[i - 1];
    return before && before.dueOn >= dueOn ? [fault('instalments-order', { path })] : [];
  });
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  const sumFen = instalments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const restFen = openFen(recovery);
  if (sumFen !== restFen) {
    const difference = fault('instalments-differ', { path: 'instalments' }, { sumFen, restFen });
    throw new Problem('instalments-differ', { sumFen, restFen }, [difference]);
  }
  const plan = instalments.map((one, i) => ({ no: i + 1, ...one }));
  await replaceInstalments(c.tx, recovery.id, plan);
  await setDue(c);
  await tell(c, 'agreeInstalments', 'claimant');
  return { instalments: plan };
}

/** Whether the working days around a date are not decreed yet: nobody could say until when it is, and it would never be overdue. */
function isBeyond(calendar: Calendar, date: LocalDate): boolean {
  try {
    toWorkingDay(date, calendar);
    return false;
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return true;
    throw error;
  }
}

export interface RepaymentForm {
  repaymentId: string;
  amountFen: number;
  receivedOn: string;
  bankReference: string;
}

/** Finance has seen the money on the account; it is on the books once a second person has confirmed it. */
export async function reportRepayment(c: RecoveryContext): Promise<Record<string, unknown>> {
  const form = await handedIn<RepaymentForm>(c, 'repayment');
  await storeRepayment(c, form, c.move.message?.by ?? '');
  const { repaymentId, amountFen, receivedOn } = form;
  return { repaymentId, amountFen, receivedOn };
}

/** Keeps what was reported. Above what is open only when the demand has ended: then all of it is owed to the claimant. */
export async function storeRepayment(
  { tx, at, recovery }: Booking,
  { repaymentId, amountFen, receivedOn, bankReference }: RepaymentForm,
  by: string,
): Promise<void> {
  if (receivedOn > localDateOf(at)) throw new Problem('date-in-future', { date: receivedOn });
  const approvedAt = await approvedFrom(tx, recovery.id);
  if (approvedAt && receivedOn < localDateOf(approvedAt))
    throw new Problem('repayment-before-payment', { date: receivedOn, approvedOn: localDateOf(approvedAt) });
  const restFen = openFen(recovery) - (await reportedFen(tx, recovery.id));
  if (!isEnded(recovery) && amountFen > restFen)
    throw new Problem('repayment-above-rest', { amountFen, openFen: restFen });
  const stored = await insertRepayment(tx, {
    id: repaymentId,
    recovery_id: recovery.id,
    amount_fen: amountFen,
    received_on: receivedOn,
    bank_reference: bankReference,
    refund: false,
    reported_by: by,
    reported_at: at,
  });
  if (!stored) throw new Problem('bank-reference-known');
}

/** A second person confirms that the money is there, and it is booked; or refuses the report. Also when the recovery has ended meanwhile. */
export async function confirmRepayment(c: RecoveryContext): Promise<Record<string, unknown>> {
  const { decision, repaymentId } = await handedIn<{ decision: string; repaymentId: string }>(c, 'confirmation');
  const { recovery, move } = c;
  const by = move.message?.by ?? '';
  if (decision !== 'approve' && decision !== 'reject')
    throw new Problem('decision-unknown', { allowed: 'approve, reject' });
  const repayment = await findRepayment(c.tx, recovery.id, repaymentId);
  if (!repayment || repayment.refund) throw new Problem('repayment-unknown', { repaymentId });
  demandReported(repayment, by);
  const status = decision === 'approve' ? 'confirmed' : 'refused';
  await decideRepayment(c.tx, repayment.id, { status, by, at: c.at });
  if (status === 'confirmed') await book(c, repayment);
  if (isEnded(recovery)) recovery.closed = (await reportedFen(c.tx, recovery.id)) === 0;
  return { repaymentId, decision, amountFen: repayment.amount_fen };
}

/** It is decided on once, and never by who reported it. */
export function demandReported({ status, reported_by }: RepaymentRow, by: string): void {
  if (status !== 'reported') throw new Problem('repayment-decided', { status });
  if (reported_by === by) throw new Problem('another-person-required');
}

async function book(c: RecoveryContext, repayment: RepaymentRow): Promise<void> {
  const { recovery } = c;
  await bookRepayment(c, repayment);
  // The demand has ended meanwhile: this is owed to the claimant.
  if (isEnded(recovery)) return tellOfSurplus(c, recovery, String(c.move.n));
  if (openFen(recovery) > 0) {
    await setDue(c);
    return tell(c, 'confirmRepayment', 'claimant');
  }
  await endRecovery(c.tx, recovery, 'repaid', c.at);
  await tell(c, 'closeRecovery', 'claimant', 'finance');
}

/** It has come, or as a refund gone. Changes the recovery in place. */
export async function bookRepayment(
  { tx, at, recovery }: Booking,
  { id, amount_fen, refund }: RepaymentRow,
): Promise<void> {
  const { jurisdiction, fund, claim_id: claimId } = recovery;
  const kind = refund ? 'surplus-refund' : 'repayment';
  const entries = refund
    ? transfer('recoveries-receivable', 'bank', amount_fen)
    : transfer('bank', 'recoveries-receivable', amount_fen);
  await post(tx, { jurisdiction, fund, cause: `${kind}/${id}`, kind, claimId, at, entries });
  recovery.repaid_fen += refund ? -amount_fen : amount_fen;
}
