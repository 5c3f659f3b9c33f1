import { readDossier } from '../../db/intake/dossiers.ts';
import { enqueueMail } from '../../db/mail/outbox.ts';
import {
  type DisbursementTotals,
  findDisbursement,
  formBatch,
  lockDisbursement,
  setDisbursement,
} from '../../db/money/disbursements.ts';
import { approvePayments, paidClaims, releasePayments, unsoundPayments } from '../../db/money/payments.ts';
import { type Queryable, transaction } from '../../db/pool.ts';
import { addMonths, startOfDay } from '../../domain/calendar/date.ts';
import type { BankResult, BatchMessage, BatchStanding, DisbursementInput } from '../../domain/money/disbursement.ts';
import { fault, Problem } from '../../domain/problem.ts';
import { deskAddress } from '../claim/mails.ts';
import { refusing } from '../claim/transition.ts';
import type { Deps } from '../deps.ts';
import { bookBankResults } from './bank-results.ts';

export interface BatchAct {
  disbursementId: string;
  message: BatchMessage;
}

export type DisbursementActivities = ReturnType<typeof createDisbursementActivities>;

/** The monthly batch: formed by the Schedule, submitted by one person, decided by another, answered by the bank. */
export function createDisbursementActivities(deps: Deps) {
  return {
    /** Takes up what became payable until the end of the month before the scheduled day. `workflowId` owns the batch. */
    async formBatch(input: DisbursementInput & { scheduledOn: string; workflowId: string }): Promise<BatchStanding> {
      const firstOfMonth = `${input.scheduledOn.slice(0, 7)}-01`;
      const period = addMonths(firstOfMonth, -1).slice(0, 7);
      return transaction(deps.db, async (tx) => {
        const batch = await formBatch(tx, {
          id: `${input.jurisdiction}.${input.fund}.${period}`,
          jurisdiction: input.jurisdiction,
          fund: input.fund,
          period,
          workflowId: input.workflowId,
          until: startOfDay(firstOfMonth),
          at: await deps.clock.now(),
        });
        if (!batch)
          return { disbursementId: null, status: 'nothing-payable', payments: 0, totalFen: 0, paid: 0, paidFen: 0 };
        await tell(tx, deps, 'formBatch', batch);
        return standing(batch);
      });
    },

    async submitBatch(act: BatchAct): Promise<BatchStanding> {
      return onBatch(deps, act, ['formed'], async (tx, id) => {
        const at = await deps.clock.now();
        await setDisbursement(tx, id, { status: 'submitted', by: act.message.by, at });
        await tell(tx, deps, 'submitBatch', (await findDisbursement(tx, id))!);
      });
    },

    /** Another person approves the batch, or refuses it: then everything in it joins the next one. */
    async decideBatch(act: BatchAct): Promise<BatchStanding> {
      const { by, decision } = act.message;
      if (decision !== 'approve' && decision !== 'reject') {
        return refusing(null, async () => {
          throw new Problem('decision-unknown', { allowed: 'approve, reject' });
        });
      }
      return onBatch(deps, act, ['submitted'], async (tx, id, batch) => {
        if (batch.submitted_by === by) throw new Problem('second-person-required');
        const approved = decision === 'approve';
        if (approved) await demandSound(tx, id);
        await setDisbursement(tx, id, { status: approved ? 'approved' : 'refused', by, at: await deps.clock.now() });
        await (approved ? approvePayments(tx, id) : releasePayments(tx, id));
        // Everything in it may have been withdrawn since it was formed: then no bank will ever answer.
        if (approved && (await findDisbursement(tx, id))?.payments === 0)
          await setDisbursement(tx, id, { status: 'settled' });
        await tell(tx, deps, approved ? 'approveBatch' : 'refuseBatch', (await findDisbursement(tx, id))!);
      });
    },

    /** Books the bank's answer, all rows or none. Rows that are booked already change nothing. */
    async bookResults(act: BatchAct): Promise<BatchStanding> {
      return onBatch(deps, act, ['approved', 'settled'], async (tx, id) => {
        const dossier = await readDossier<{ results: BankResult[] }>(tx, act.message.dossierId ?? '');
        if (!dossier) throw new Problem('submission-missing');
        await demandSound(tx, id);
        await bookBankResults(tx, id, dossier.body.results, await deps.clock.now());
        const totals = (await findDisbursement(tx, id))!;
        if (totals.paid === totals.payments) await setDisbursement(tx, id, { status: 'settled' });
      });
    },

    /** Tells every claim of the batch that the bank has answered. A claim that has ended meanwhile needs no telling. */
    async notifyClaims({ disbursementId }: { disbursementId: string }): Promise<number> {
      let told = 0;
      for (const { paymentId, workflowId } of await paidClaims(deps.db, disbursementId)) {
        try {
          await deps.client.workflow.getHandle(workflowId).signal('payment-result', { paymentId });
          told += 1;
        } catch (error) {
          if ((error as Error).name !== 'WorkflowNotFoundError') throw error;
        }
      }
      return told;
    },
  };
}

async function onBatch(
  deps: Deps,
  act: BatchAct,
  expected: readonly string[],
  work: (tx: Queryable, id: string, batch: { submitted_by: string | null }) => Promise<void>,
): Promise<BatchStanding> {
  return refusing(null, () =>
    transaction(deps.db, async (tx) => {
      await demandSubmission(tx, act);
      const batch = await lockDisbursement(tx, act.disbursementId);
      if (!batch) throw new Problem('batch-unknown', { id: act.disbursementId });
      if (!expected.includes(batch.status)) throw new Problem('batch-wrong-status', { status: batch.status });
      await work(tx, batch.id, batch);
      return standing((await findDisbursement(tx, batch.id))!);
    }),
  );
}

/** Money moves only by what came through the API, from this person, for this batch: never by an Update typed into the Temporal UI. */
async function demandSubmission(tx: Queryable, { disbursementId, message }: BatchAct): Promise<void> {
  const dossier = message.dossierId ? await readDossier(tx, message.dossierId) : undefined;
  if (dossier?.claimId !== disbursementId || dossier.bySubject !== message.by) throw new Problem('submission-missing');
}

/** @throws Problem `payment-differs` when a payment is not the sum of what is in it. */
async function demandSound(tx: Queryable, disbursementId: string): Promise<void> {
  const unsound = await unsoundPayments(tx, disbursementId);
  const faults = unsound.map((paymentId) => fault('payment-differs', {}, { paymentId }));
  if (faults.length > 0)
    throw new Problem('payment-differs', { paymentId: unsound.slice(0, 5).join(', ') }, faults.slice(0, 50));
}

function standing(batch: DisbursementTotals): BatchStanding {
  return {
    disbursementId: batch.id,
    status: batch.status,
    payments: batch.payments,
    totalFen: batch.total_fen,
    paid: batch.paid,
    paidFen: batch.paid_fen,
  };
}

async function tell(tx: Queryable, deps: Deps, template: string, batch: DisbursementTotals): Promise<void> {
  await enqueueMail(tx, {
    onceKey: `${batch.id}/${template}/${batch.submitted_at ?? ''}/${batch.decided_at ?? ''}`,
    template,
    params: {
      disbursementId: batch.id,
      jurisdiction: batch.jurisdiction,
      fund: batch.fund,
      period: batch.period,
      payments: batch.payments,
      totalFen: batch.total_fen,
    },
    to: deskAddress(deps, 'finance', batch.jurisdiction),
    at: batch.formed_at,
  });
}
