import { setTimeout as sleep } from 'node:timers/promises';
import { confirmAfterEnd, reportLateRepayment, reportRefund } from '../../../activities/money/recovery/after-end.ts';
import { findClaim } from '../../../db/claims/claims.ts';
import { openFindings } from '../../../db/claims/findings.ts';
import { reportFraud } from '../../../db/claims/fraud-findings.ts';
import { fileObjection } from '../../../db/claims/notices.ts';
import { dropImport, storeImport } from '../../../db/money/bank-imports.ts';
import { findRecovery } from '../../../db/money/recoveries.ts';
import { row, transaction } from '../../../db/pool.ts';
import { addDays, instantToMs, localDateOf, msToInstant } from '../../../domain/calendar/date.ts';
import { monthOf, nextMonth } from '../../../domain/calendar/month.ts';
import type { BankResult, BatchDecision } from '../../../domain/money/disbursement.ts';
import { Problem } from '../../../domain/problem.ts';
import { application, filing } from '../../../jurisdictions/sandbox/examples.ts';
import type { Trainee } from './state.ts';
import { openWorkflows } from './workflows.ts';

export const place = { jurisdiction: 'sandbox', programme: 'class-with-allowance' } as const;
const { jurisdiction } = place;
const fund = 'skill-action-special-account';
export const batchId = (month: string) => `${jurisdiction}.${fund}.${month}`;

type Decision = 'approve' | 'reject';

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** What people hand in, as the API keeps it and gives it to the workflows. A refusal is thrown; `codeOf` reads its code. */
export async function openOffice() {
  const { desk, db, money, recoveries, run, move, deliver, startRecoveries, ...workflows } = await openWorkflows();
  const { handIn } = desk;
  const reviewer = { by: 'reviewer-1' };
  let corrections = 1;
  const notBefore = (instant: string) => {
    if (instantToMs(instant) > instantToMs(desk.now())) desk.setNow(instant);
  };

  async function actOnBatch(
    id: string,
    kind: 'submission' | 'approval',
    by: string,
    body: { decision?: Decision; refused?: object[] } = {},
  ): Promise<void> {
    const message = { by, decision: body.decision, dossierId: await handIn(id, kind, by, body) };
    await run(kind === 'submission' ? money.submitBatch : money.decideBatch, { disbursementId: id, message });
  }

  async function tell(id: string): Promise<void> {
    let isOver = false;
    const telling = run(money.notifyClaims, { disbursementId: id }).finally(() => {
      isOver = true;
    });
    // Claims take their payments meanwhile: who tells waits for them.
    const hearing = async () => {
      for (; !isOver; await sleep(5)) await deliver();
    };
    await Promise.all([telling, hearing()]);
    await deliver();
  }

  /** As the API answers for a return whose workflow is about to start. */
  async function demandUnderWay(id: string): Promise<void> {
    const open = 'select 1 from payment_returns where id = $1 and clock_offset_ms is null and not closed';
    if (await row(db, open, [id])) throw new Problem('service-unavailable');
  }

  const isOver = async (recoveryId: string) => (await findRecovery(db, recoveryId))?.closed;

  return {
    db,
    database: desk.database,
    setTwice: workflows.setTwice,
    close: desk.close,
    month: () => monthOf(desk.now()),
    today: () => localDateOf(desk.now()),
    /** A minute later. */
    tick: () => desk.setNow(msToInstant(instantToMs(desk.now()) + 60_000)),

    /** A class of one day. */
    async file(id: string, people: readonly Trainee[], day: string, plannedHours: number): Promise<void> {
      const training = { ...filing.training, classHours: plannedHours, classOpensOn: day, classEndsOn: day };
      const roster = people.map(({ person }) => ({ seed: 100 + person }));
      await desk.file({ ...place, form: { ...filing, training }, people: roster }, id);
    },

    /** The ordinary next step of a claim. */
    async goOn(id: string, people: readonly Trainee[]): Promise<void> {
      const { stage, class_opened_on, due_at } = (await findClaim(db, id))!;
      if (stage === 'filing-review') await move(id, 'approveFiling', { ...reviewer, on: true });
      if (stage === 'application-open') await move(id, 'apply', { body: application, on: true });
      if (stage === 'application-review') {
        // A class of one day has more hours than a day may have here, and the model's people are in several at once.
        const clearedFindings = (await openFindings(db, id)).map((one) => one.id);
        await move(id, 'approveApplication', { ...reviewer, on: true, body: { clearedFindings } });
      }
      if (stage === 'public-notice') {
        notBefore(due_at!);
        await move(id, 'endNotice', { message: null, on: true });
      }
      if (stage === 'training') {
        const day = class_opened_on!;
        notBefore(`${addDays(day, 1)}T09:00:00+08:00`);
        await move(id, 'addLearningRecords', { body: { records: people.flatMap((one, i) => lessonsOf(one, i, day)) } });
        await move(id, 'completeTraining', { body: { classEndedOn: day }, on: true });
      }
    },

    requestAdvance: (id: string) => move(id, 'requestAdvance', { body: { bankAccount: application.bankAccount } }),
    reject: (id: string) => move(id, 'rejectClaim', { ...reviewer, decision: 'reject' }),
    lapse: (id: string) => move(id, 'lapse', { message: null }),
    withdraw: (id: string) => move(id, 'withdraw'),

    async object(id: string, claimId: string, ref: string | null): Promise<void> {
      const notice = { notice_id: `N${claimId}`, claim_id: claimId, filed_at: desk.now() };
      await fileObjection(db, { id, ref, ...notice, personal: { text: 'text', contact: 'contact' } });
    },
    rule: (claimId: string, objectionId: string, upheld: boolean) =>
      move(claimId, 'rule', { ...reviewer, decision: upheld ? 'uphold' : 'dismiss', objectionId }),

    /** The batch of the month that runs; afterwards it is the next one's first day. */
    async form(month: string): Promise<void> {
      const scheduledOn = `${nextMonth(month)}-01`;
      desk.setNow(`${scheduledOn}T02:00:00+08:00`);
      await run(money.formBatch, { jurisdiction, fund, scheduledOn, workflowId: `disbursement/${batchId(month)}` });
    },
    submit: (id: string) => actOnBatch(id, 'submission', 'preparer'),
    decide: (id: string, decision: Decision, by: string, refused: BatchDecision['refused']) =>
      actOnBatch(id, 'approval', by, { decision, refused }),

    /** What is refused leaves nothing behind. `told`: claims and returns hear of it at once. */
    async answer(id: string, importId: string, rows: readonly BankResult[], told: boolean): Promise<void> {
      const by = 'preparer';
      const head = { id: importId, disbursementId: id, sha256: importId, format: 'json', by, at: desk.now() };
      await transaction(db, (tx) => storeImport(tx, head, rows));
      const message = { by, dossierId: await handIn(id, 'bank-results', by, { importId }) };
      try {
        await run(money.bookResults, { disbursementId: id, message });
      } catch (error) {
        await transaction(db, (tx) => dropImport(tx, importId));
        throw error;
      }
      if (told) await tell(id);
    },
    tell,

    async correct(paymentId: string): Promise<void> {
      await demandUnderWay(paymentId);
      const by = 'enterprise-1';
      corrections += 1;
      const accountNumber = `62${String(corrections).padStart(17, '0')}`;
      const body = { bankAccount: { ...application.bankAccount, accountNumber } };
      const dossierId = await handIn(paymentId, 'account-correction', by, body);
      await workflows.actOnReturn(paymentId, 'correctAccount', { by, dossierId });
    },
    async confirm(paymentId: string, decision: Decision, by: string): Promise<void> {
      await demandUnderWay(paymentId);
      const dossierId = await handIn(paymentId, 'confirmation', by, { decision });
      await workflows.actOnReturn(paymentId, 'confirmAccount', { by, decision, dossierId });
    },

    /** Found by one person and ruled on by another, with whose ruling a recovery begins. */
    async ruleOnFraud(
      { id, claimId, refs }: { id: string; claimId: string; refs: string[] | null },
      upheld: boolean,
      by: string,
    ): Promise<void> {
      await reportFraud(db, {
        ...{ id, claim_id: claimId, jurisdiction, refs, reason_code: 'never-trained' },
        ...{ personal: { reason: 'text' }, reported_by: 'inspector', reported_at: desk.now() },
      });
      const decision = upheld ? 'uphold' : 'dismiss';
      const ruled = await run(recoveries.ruleOnFraud, {
        input: { recoveryId: `R${id}`, claimId, jurisdiction, clockOffsetMs: 0, findingId: id },
        workflowId: `recovery/${jurisdiction}/R${id}`,
        at: desk.now(),
        message: { by, decision, dossierId: await handIn(id, 'fraud-ruling', by, { decision }) },
      });
      if (ruled.recoveries.length > 0) await workflows.actOnRecovery(`R${id}`, 'openRecovery', null);
      if (ruled.recoveries.length > 1) await startRecoveries(claimId);
      if (upheld) await run(recoveries.tellClaim, { claimId, findingId: id });
      await deliver();
    },

    overdue: (recoveryId: string) => workflows.actOnRecovery(recoveryId, 'escalateRecovery', null),
    async report(repaymentId: string, recoveryId: string, amountFen: number): Promise<void> {
      const by = 'preparer';
      const body = { repaymentId, amountFen, receivedOn: localDateOf(desk.now()), bankReference: repaymentId };
      if (await isOver(recoveryId)) return reportLateRepayment(db, { recoveryId, by, at: desk.now(), ...body });
      const dossierId = await handIn(recoveryId, 'repayment', by, body);
      await workflows.actOnRecovery(recoveryId, 'reportRepayment', { by, dossierId });
    },
    async confirmRepayment(repaymentId: string, recoveryId: string, decision: Decision, by: string): Promise<void> {
      const body = { repaymentId, decision };
      if (await isOver(recoveryId))
        return confirmAfterEnd(db, { recoveryId, refund: false, by, at: desk.now(), ...body });
      const dossierId = await handIn(recoveryId, 'confirmation', by, body);
      await workflows.actOnRecovery(recoveryId, 'confirmRepayment', { by, decision, dossierId });
    },
    async refund(repaymentId: string, recoveryId: string): Promise<void> {
      const of = { recoveryId, repaymentId, at: desk.now() };
      await reportRefund(db, { ...of, by: 'preparer', paidOn: localDateOf(desk.now()), bankReference: repaymentId });
      await confirmAfterEnd(db, { ...of, refund: true, by: 'approver', decision: 'approve' });
    },

    /** Number of the payment `<batch>/<claim>/<kind>`. */
    async paymentId(key: string): Promise<string> {
      const which = 'disbursement_id = $1 and claim_id = $2 and kind = $3';
      return (await row<{ id: string }>(db, `select id from payments where ${which}`, key.split('/')))!.id;
    },
  };
}

/** Lessons of one class hour each, all on one day. */
function lessonsOf({ hours }: Trainee, i: number, day: string): object[] {
  const startedAt = (k: number) => msToInstant(instantToMs(`${day}T00:00:00+08:00`) + k * 45 * 60_000);
  return Array.from({ length: hours }, (_, k) => {
    return { ref: String(i + 1), lesson: `L${k}`, startedAt: startedAt(k), minutes: 45 };
  });
}
