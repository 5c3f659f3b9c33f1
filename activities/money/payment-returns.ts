import { findClaim } from '../../db/claims/claims.ts';
import { readDossier } from '../../db/intake/dossiers.ts';
import {
  accountsOf,
  lockReturn,
  markReturnEnded,
  type PaymentReturnRow,
  payableAgain,
  setCorrectedAccount,
  updateReturn,
} from '../../db/money/payment-returns.ts';
import { setPayee } from '../../db/money/payments.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { type Instant, localDateOf } from '../../domain/calendar/date.ts';
import { deadlineOf } from '../../domain/calendar/deadlines.ts';
import type { BankAccount } from '../../domain/money/bank-account.ts';
import type { PaymentReturnMessage, PaymentReturnStanding } from '../../domain/money/payment-return.ts';
import { Problem } from '../../domain/problem.ts';
import { demandRevision } from '../../domain/revision.ts';
import { resolve } from '../../domain/rules/param.ts';
import { mailAbout } from '../claim/mails.ts';
import type { Deps } from '../deps.ts';
import { refusing } from '../refusing.ts';
import { demandSubmission } from './disbursement.ts';

/** One act of a return: written in one transaction, once. `message` is null when the clock acts. */
export interface ReturnAct {
  paymentId: string;
  at: Instant;
  message: PaymentReturnMessage | null;
}

export type PaymentReturnActivities = ReturnType<typeof createPaymentReturnActivities>;

/** The figure that says how long the claimant has for the correction. */
const periodFigure = 'account-correction-period';

/** 退票, and payments taken out for their account: the claimant corrects it, a second person confirms, and the money joins the next batch. */
export function createPaymentReturnActivities(deps: Deps) {
  const act =
    (name: string, work: (c: Returned) => Promise<void>) =>
    (one: ReturnAct): Promise<PaymentReturnStanding> =>
      refusing(one, () => transaction(deps.db, (tx) => once({ tx, deps, name, act: one }, work)));
  return {
    /** The claimant is told, and the period for the correction runs. */
    openReturn: act('openReturn', async (c) => {
      c.row.due_at = dueAt(c);
      await tell(c, c.row.origin === 'bank' ? 'paymentReturned' : 'accountDoubted', 'claimant');
    }),

    correctAccount: act('correctAccount', async (c) => {
      const { by, bankAccount } = await submittedAccount(c);
      demandStatus(c, 'correction');
      const { returned } = await accountsOf(c.tx, c.row.id);
      const same =
        returned.accountNumber === bankAccount.accountNumber && returned.accountName === bankAccount.accountName;
      // What the bank could not pay, it cannot pay again; an account that somebody doubted may be right.
      if (c.row.origin === 'bank' && same && returned.bankName === bankAccount.bankName)
        throw new Problem('account-unchanged');
      await setCorrectedAccount(c.tx, c.row, bankAccount);
      Object.assign(c.row, { status: 'confirmation', corrected_by: by, corrected_at: c.act.at, overdue: false });
      c.row.due_at = null;
      await tell(c, 'accountCorrected', 'finance');
    }),

    /** Another person compares the corrected account with what the claimant has proven. */
    confirmAccount: act('confirmAccount', async (c) => {
      const message = await submittedBy(c, 'confirmation');
      demandStatus(c, 'confirmation');
      const { revision } = (await readDossier<{ revision?: string }>(c.tx, message.dossierId!))!.body;
      demandRevision(revision, returnRevision(c.row));
      if (message.by === c.row.corrected_by) throw new Problem('another-person-required');
      if (message.decision === 'reject') {
        c.row.status = 'correction';
        c.row.due_at = dueAt(c);
        return tell(c, 'accountRefused', 'claimant');
      }
      if (message.decision !== 'approve') throw new Problem('decision-unknown', { allowed: 'approve, reject' });
      const { corrected } = await accountsOf(c.tx, c.row.id);
      await setPayee(c.tx, c.row.claim_id, corrected!, c.act.at);
      await payableAgain(c.tx, c.row.id, c.act.at);
      Object.assign(c.row, { status: 'corrected', closed: true, confirmed_by: message.by, confirmed_at: c.act.at });
      await tell(c, 'accountConfirmed', 'claimant');
    }),

    /** Looks where it stands: what was in it may have fallen, and then nobody needs an account any more. */
    async lookAtReturn({ paymentId }: { paymentId: string }): Promise<PaymentReturnStanding> {
      return transaction(deps.db, async (tx) => answered(tx, (await lockReturn(tx, paymentId))!));
    },

    /** Nobody has corrected the account in time: the money still waits, and both sides are told. */
    escalateReturn: act('escalateReturn', async (c) => {
      c.row.overdue = true;
      await tell(c, 'returnOverdue', 'claimant');
      await tell(c, 'returnOverdue', 'finance');
    }),
  };
}

/** Which correction of the account waits, if one does. */
export const returnRevision = ({ acts }: Pick<PaymentReturnRow, 'acts'>): string =>
  String(acts.filter(({ by }) => by !== 'system').length);

interface Returned {
  tx: Queryable;
  deps: Deps;
  name: string;
  act: ReturnAct;
  /** Changed in place; written when the act ends. */
  row: PaymentReturnRow;
}

/** Writes an act once. Where the return stands is in its row alone: a workflow that has forgotten an act in a crash goes on from there. */
async function once(c: Omit<Returned, 'row'>, work: (c: Returned) => Promise<void>): Promise<PaymentReturnStanding> {
  const { tx, act, name } = c;
  const row = await lockReturn(tx, act.paymentId);
  if (!row) throw new Error(`payment ${act.paymentId} was not returned`);
  const dossierId = act.message?.dossierId ?? null;
  const written = act.message
    ? row.acts.some((one) => one.dossierId === dossierId)
    : row.acts.some((one) => one.act === name && (name === 'openReturn' || row.overdue));
  // Closed from outside: what was in it fell meanwhile.
  if (written || (row.closed && !act.message)) return answered(tx, row);
  if (row.closed) throw new Problem('return-wrong-status', { status: row.status });
  await work({ ...c, row });
  row.acts.push({ act: name, by: act.message?.by ?? 'system', at: act.at, dossierId });
  await updateReturn(tx, row);
  return answered(tx, row);
}

/** What the workflow hears; it ends with one that is closed. */
async function answered(tx: Queryable, row: PaymentReturnRow): Promise<PaymentReturnStanding> {
  const { id, status, amount_fen, due_at, overdue, closed } = row;
  if (closed) await markReturnEnded(tx, id);
  return { status, amountFen: amount_fen, dueAt: due_at, overdue, closed };
}

function demandStatus({ row }: Returned, status: PaymentReturnRow['status']): void {
  if (row.status !== status) throw new Problem('return-wrong-status', { status: row.status });
}

/** An account is never taken from what somebody typed into the Temporal UI. */
async function submittedBy({ tx, act, row }: Returned, kind: string): Promise<PaymentReturnMessage> {
  const { message } = act;
  if (!message) throw new Error(`return ${row.id}: an act of a person without a message`);
  await demandSubmission(tx, row.id, kind, message);
  return message;
}

async function submittedAccount(c: Returned): Promise<{ by: string; bankAccount: BankAccount }> {
  const { by, dossierId } = await submittedBy(c, 'account-correction');
  const dossier = await readDossier<{ bankAccount: BankAccount }>(c.tx, dossierId!);
  return { by, bankAccount: dossier!.body.bankAccount };
}

/** End of the period for the correction; null where the place sets none, or its calendar is not published yet. */
function dueAt({ deps, act, row }: Returned): Instant | null {
  const { parameters } = deps.registry.find(row.jurisdiction);
  const figure = resolve(parameters, localDateOf(act.at))[periodFigure];
  if (!figure || figure.value === null) return null;
  try {
    return deadlineOf(figure, act.at, deps.calendar, periodFigure).dueAt;
  } catch (error) {
    if (error instanceof Problem && error.code === 'calendar-unavailable') return null;
    throw error;
  }
}

async function tell({ tx, deps, act, row }: Returned, template: string, recipient: 'claimant' | 'finance') {
  const claim = (await findClaim(tx, row.claim_id))!;
  const onceKey = `${row.id}/${row.acts.length + 1}/${template}/${recipient}`;
  const more = { amountFen: row.amount_fen, dueAt: row.due_at ?? '', paymentId: row.id };
  await mailAbout(tx, deps, claim, { template, recipient, onceKey, at: act.at, more });
}
