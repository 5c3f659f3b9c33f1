import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { storeDossier } from '../../../db/intake/dossiers.ts';
import { storeImport } from '../../../db/money/bank-imports.ts';
import { type DisbursementTotals, findDisbursement } from '../../../db/money/disbursements.ts';
import { paymentsOf } from '../../../db/money/payments.ts';
import { transaction } from '../../../db/pool.ts';
import { addMonths } from '../../../domain/calendar/date.ts';
import { type BankResult, type BatchStanding, disbursementScheduleId } from '../../../domain/money/disbursement.ts';
import type { Fund } from '../../../domain/money/types.ts';
import { scheduledWorkflowId } from '../../../jurisdictions/plans.ts';
import type { House } from './house.ts';

const PATIENCE_MS = 45_000;

export const special: Fund = 'skill-action-special-account';

/** Lets the Schedule form the batch of a month (`2020-05`), as on the 1st of the next at 02:00. Undefined when nothing was payable. */
export async function formBatch(
  house: House,
  jurisdiction: string,
  month: string,
  fund = special,
  patienceMs = PATIENCE_MS,
): Promise<DisbursementTotals | undefined> {
  const at = new Date(`${addMonths(`${month}-01`, 1)}T02:00:00+08:00`);
  const scheduleId = disbursementScheduleId(jurisdiction, fund);
  const workflowId = scheduledWorkflowId({ id: scheduleId }, at.getTime());
  const handle = house.client.workflow.getHandle(workflowId);
  const runId = () =>
    handle.describe().then(
      (run) => run.runId,
      () => undefined,
    );
  const earlier = await runId();
  await house.client.schedule
    .getHandle(scheduleId)
    .backfill({ start: at, end: at, overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(50)) {
    // An earlier run for the same month has the same id, and would answer for itself.
    const started = (await runId()) !== earlier;
    const standing = started ? await handle.query<BatchStanding>('standing').catch(() => null) : null;
    if (standing && standing.status !== 'forming') {
      return standing.disbursementId ? findDisbursement(house.deps.db, standing.disbursementId) : undefined;
    }
  }
  throw new Error(`batch ${workflowId} was not formed`);
}

export async function submitAndApprove(house: House, batch: DisbursementTotals): Promise<void> {
  await actOnBatch(house, batch, 'submission', 'preparer');
  await actOnBatch(house, batch, 'approval', 'approver', 'approve');
}

/** An act on a batch as the API does it: what is handed in is kept first. */
export async function actOnBatch(
  house: House,
  batch: DisbursementTotals,
  act: 'submission' | 'approval' | 'bank-results',
  by: string,
  decision?: string,
  body: object = {},
): Promise<BatchStanding> {
  const dossierId = randomUUID();
  await storeDossier(house.deps.db, {
    id: dossierId,
    claimId: batch.id,
    kind: act,
    body: { ...(decision && { decision }), ...body },
    bySubject: by,
  });
  return house.gateway.batch(batch, act, { by, decision, dossierId }, dossierId);
}

/** The bank answers. Its rows are kept as the API keeps them. */
export async function bankAnswers(
  house: House,
  batch: DisbursementTotals,
  results: readonly BankResult[],
  by = 'preparer',
): Promise<BatchStanding> {
  const importId = randomUUID();
  const at = '2020-06-02T10:00:00+08:00';
  const head = { id: importId, disbursementId: batch.id, sha256: importId, format: 'json', by, at };
  await transaction(house.deps.db, (tx) => storeImport(tx, head, results));
  return actOnBatch(house, batch, 'bank-results', by, undefined, { importId });
}

/** The bank reports everything in the batch as paid. */
export async function bankPays(house: House, batch: DisbursementTotals): Promise<void> {
  const payments = (await paymentsOf(house.deps.db, batch.id)).filter((p) => p.status === 'approved');
  const results = payments.map((p) => ({ paymentId: p.id, status: 'paid' as const, amountFen: p.amount_fen }));
  await bankAnswers(house, batch, results);
}

/** A whole month: formed, submitted, approved, paid. */
export async function payMonth(
  house: House,
  jurisdiction: string,
  month: string,
  fund = special,
): Promise<DisbursementTotals> {
  const batch = await formBatch(house, jurisdiction, month, fund);
  if (!batch) throw new Error(`nothing was payable in ${jurisdiction} in ${month}`);
  await submitAndApprove(house, batch);
  await bankPays(house, batch);
  return batch;
}
