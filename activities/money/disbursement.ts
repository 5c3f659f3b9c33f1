import { readDossier } from '../../db/intake/dossiers.ts';
import { lockClaimsOf } from '../../db/money/booking.ts';
import {
  type DisbursementRow,
  type DisbursementTotals,
  findDisbursement,
  lockDisbursement,
  setDisbursement,
} from '../../db/money/disbursements.ts';
import { openBatch, payables, takeUp } from '../../db/money/forming.ts';
import { insertReturns, unstartedReturns } from '../../db/money/payment-returns.ts';
import { approvePayments, paymentsForBank, unsoundPayments } from '../../db/money/payments.ts';
import { paymentsWithoutAccount, refuseAll, refusePayments } from '../../db/money/refusals.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { addMonths, localDateOf, startOfDay } from '../../domain/calendar/date.ts';
import { unfitFields } from '../../domain/money/bank-fields.ts';
import { type BankFileFormat, bankFileFormatOf } from '../../domain/money/bank-file.ts';
import {
  type BatchDecision,
  type BatchMessage,
  type BatchStanding,
  type DisbursementInput,
  isAboutAccount,
  namedStatus,
} from '../../domain/money/disbursement.ts';
import { type Fault, fault, Problem } from '../../domain/problem.ts';
import type { Deps } from '../deps.ts';
import { refusing } from '../refusing.ts';
import { tellFinance } from './batch-mails.ts';
import { newReturn } from './booking.ts';
import { beating, type Stint, stint } from './stint.ts';

export interface BatchAct {
  disbursementId: string;
  message: BatchMessage;
}

/** Payables that are looked at in one transaction. */
const chunk = 1_000;
const mostFaults = 50;

/** The monthly batch from its forming to its approval: formed by the Schedule, submitted by one person, decided by another. */
export function createDisbursementActivities(deps: Deps) {
  return {
    /**
     * Takes up what became payable until the end of the month before the scheduled day, chunk by chunk. `workflowId` owns the batch.
     * `more`: the stint was over before everything was taken up; called again it goes on.
     */
    formBatch: (input: DisbursementInput & { scheduledOn: string; workflowId: string }): Promise<BatchStanding> =>
      beating(async () => {
        const firstOfMonth = `${input.scheduledOn.slice(0, 7)}-01`;
        const period = addMonths(firstOfMonth, -1).slice(0, 7);
        const at = await deps.clock.now();
        const { parameters } = deps.registry.find(input.jurisdiction);
        const bankFileFormat = bankFileFormatOf(parameters, localDateOf(at));
        const batch = await openBatch(deps.db, {
          id: `${input.jurisdiction}.${input.fund}.${period}`,
          ...{ jurisdiction: input.jurisdiction, fund: input.fund, period, workflowId: input.workflowId },
          ...{ bankFileFormat, until: startOfDay(firstOfMonth), at },
        });
        if (!batch) return nothingPayable;
        const done = batch.status !== 'forming' || (await takeUpAll(deps, batch));
        const totals = (await findDisbursement(deps.db, batch.id))!;
        return { ...(done && totals.payments === 0 ? nothingPayable : standingOf(totals)), more: !done };
      }),

    /** A settled batch of which the bank speaks once more. */
    async resumeBatch({ disbursementId }: { disbursementId: string }): Promise<BatchStanding> {
      const batch = await findDisbursement(deps.db, disbursementId);
      return batch ? standingOf(batch) : nothingPayable;
    },

    async submitBatch(act: BatchAct): Promise<BatchStanding> {
      return decided(deps, 'submission', act, ['formed'], async (tx, { id }) => {
        const { by, dossierId } = act.message;
        await setDisbursement(tx, id, { status: 'submitted', by, at: await deps.clock.now(), dossierId });
        await tellFinance(tx, deps, 'submitBatch', id);
      });
    },

    /**
     * Another person approves the batch, with or without single payments, or refuses it. What is refused joins the next one; but a payment
     * that is taken out because of its account waits until that is corrected.
     */
    async decideBatch(act: BatchAct): Promise<BatchStanding> {
      const { by, decision, dossierId } = act.message;
      if (decision !== 'approve' && decision !== 'reject') {
        return refusing(null, async () => {
          throw new Problem('decision-unknown', { allowed: 'approve, reject' });
        });
      }
      const standing = await decided(deps, 'approval', act, ['submitted'], async (tx, batch) => {
        const { id } = batch;
        if (batch.submitted_by === by) throw new Problem('second-person-required');
        const approved = decision === 'approve';
        const { reasonCode = null, refused = [] } = (await readDossier<BatchDecision>(tx, dossierId ?? ''))?.body ?? {};
        if (approved) {
          await takeOut(tx, deps, batch, refused);
          await demandSound(tx, id);
          await demandWritable(tx, batch);
        }
        const status = approved ? 'approved' : 'refused';
        await setDisbursement(tx, id, { status, by, at: await deps.clock.now(), dossierId });
        await (approved ? approvePayments(tx, id) : refuseAll(tx, id, reasonCode));
        // Everything in it may have been withdrawn or refused since it was formed: then no bank will ever answer.
        if (approved && (await findDisbursement(tx, id))?.payments === 0)
          await setDisbursement(tx, id, { status: 'settled' });
        await tellFinance(tx, deps, approved ? 'approveBatch' : 'refuseBatch', id);
      });
      const unstarted = (await unstartedReturns(deps.db, act.disbursementId)).length;
      return { ...standing, ...(unstarted > 0 && { unstarted }) };
    },
  };
}

const nothingPayable: BatchStanding = {
  disbursementId: null,
  status: 'nothing-payable',
  payments: 0,
  totalFen: 0,
  paid: 0,
  paidFen: 0,
};

/** @returns false when the stint was over before everything was taken up. */
async function takeUpAll(deps: Deps, batch: DisbursementRow): Promise<boolean> {
  // The next stint looks from the beginning, also at what other places have payable: its time counts from the first that it takes up.
  let working: Stint | undefined;
  const { turn } = stint();
  for (const kind of payables) {
    for (let after: string | null = ''; after !== null; ) {
      if (working?.isOver()) return false;
      const from: string = after;
      const { last, taken } = await turn(() =>
        transaction(deps.db, async (tx) => {
          const stands = await lockDisbursement(tx, batch.id);
          return stands?.status === 'forming' ? takeUp(tx, batch, kind, from, chunk) : { last: null, taken: 0 };
        }),
      );
      if (taken > 0) working ??= stint();
      after = last;
    }
  }
  await transaction(deps.db, async (tx) => {
    if ((await lockDisbursement(tx, batch.id))?.status !== 'forming') return;
    await setDisbursement(tx, batch.id, { status: 'formed' });
    await tellFinance(tx, deps, 'formBatch', batch.id);
  });
  return true;
}

/** @throws Problem `bank-file-unwritable` naming payments that the bank's form cannot hold: while they can still be taken out of the batch */
async function demandWritable(tx: Queryable, { id, bank_file_format }: DisbursementRow): Promise<void> {
  const format = bank_file_format as BankFileFormat;
  const faults: Fault[] = [];
  for await (const { id: paymentId, payee, amount_fen, claim_id } of paymentsForBank(tx, id, ['formed'])) {
    const { bankName, accountName, accountNumber, bankCode } = payee;
    const account = { bankName, accountName, accountNumber, bankCode };
    faults.push(...unfitFields(format, { paymentId, ...account, amountFen: amount_fen, purpose: claim_id }));
    if (faults.length >= mostFaults) break;
  }
  if (faults.length > 0) throw new Problem('bank-file-unwritable', { format }, faults.slice(0, mostFaults));
}

/**
 * Takes out the payments that the approver names, and what else would go to an account that is doubted or dead. @throws Problem
 * `payment-unknown` naming each that is not there.
 */
async function takeOut(
  tx: Queryable,
  deps: Deps,
  batch: DisbursementRow,
  refused: NonNullable<BatchDecision['refused']>,
): Promise<void> {
  const named = refused.map(({ paymentId }) => paymentId);
  await lockClaimsOf(tx, [...named, ...(await paymentsWithoutAccount(tx, batch.id))]);
  const at = await deps.clock.now();
  const ofAccount = refused.filter(({ reasonCode }) => isAboutAccount(reasonCode));
  const waiting = await refusePayments(tx, batch.id, ofAccount, 'returned');
  await insertReturns(
    tx,
    waiting.map((payment) => newReturn(batch, payment, at)),
  );
  const others = refused.filter(({ reasonCode }) => !isAboutAccount(reasonCode));
  const released = await refusePayments(tx, batch.id, others, 'payable');
  const taken = new Set([...waiting, ...released].map(({ id }) => id));
  const faults = refused.flatMap(({ paymentId }, i) =>
    taken.has(paymentId) ? [] : [fault('payment-unknown', { path: `refused.${i}.paymentId` }, { paymentId })],
  );
  if (faults.length > 0) throw new Problem('invalid-input', {}, faults);
  const held = await paymentsWithoutAccount(tx, batch.id);
  const reasonCode = 'account-unconfirmed';
  await refusePayments(
    tx,
    batch.id,
    held.map((paymentId) => ({ paymentId, reasonCode })),
    'payable',
  );
}

/** Approving a large batch takes its time: the activity tells that it lives. */
const decided: typeof onBatch = (...act) => beating(() => onBatch(...act));

/** An act of a person on a batch in one of the expected states: everything in one transaction or nothing. Run again it answers where the batch stands. */
export async function onBatch(
  deps: Deps,
  kind: 'submission' | 'approval' | 'bank-results',
  act: BatchAct,
  expected: readonly string[],
  work: (tx: Queryable, batch: DisbursementRow) => Promise<void>,
): Promise<BatchStanding> {
  return refusing(null, () =>
    transaction(deps.db, async (tx) => {
      await demandSubmission(tx, act.disbursementId, kind, act.message);
      const batch = await lockDisbursement(tx, act.disbursementId);
      if (!batch) throw new Problem('batch-unknown', { id: act.disbursementId });
      if ([batch.submission_id, batch.decision_id].includes(act.message.dossierId!))
        return standingOf((await findDisbursement(tx, batch.id))!);
      if (!expected.includes(batch.status))
        throw new Problem('batch-wrong-status', { status: namedStatus((await findDisbursement(tx, batch.id))!) });
      await work(tx, batch);
      return standingOf((await findDisbursement(tx, batch.id))!);
    }),
  );
}

/**
 * Money moves only by what came through the API, from this person, for this object and this very act and decision: never by an Update typed
 * into the Temporal UI, even one that names a real submission.
 */
export async function demandSubmission(tx: Queryable, of: string, kind: string, message: BatchMessage): Promise<void> {
  const { by, decision, dossierId } = message;
  const dossier = dossierId ? await readDossier<{ decision?: string }>(tx, dossierId) : undefined;
  const fits = dossier?.claimId === of && dossier.kind === kind && dossier.bySubject === by;
  if (!fits || (decision !== undefined && dossier.body.decision !== decision)) throw new Problem('submission-missing');
}

/** @throws Problem `payment-differs` when a payment is not the sum of what is in it. */
export async function demandSound(tx: Queryable, disbursementId: string): Promise<void> {
  const unsound = await unsoundPayments(tx, disbursementId);
  const faults = unsound.map((paymentId) => fault('payment-differs', {}, { paymentId }));
  if (faults.length > 0)
    throw new Problem('payment-differs', { paymentId: unsound.slice(0, 5).join(', ') }, faults.slice(0, 50));
}

export function standingOf(batch: DisbursementTotals): BatchStanding {
  return {
    disbursementId: batch.id,
    status: batch.status,
    payments: batch.payments,
    totalFen: batch.total_fen,
    paid: batch.paid,
    paidFen: batch.paid_fen,
    returned: batch.returned,
    unbooked: batch.unbooked,
  };
}
